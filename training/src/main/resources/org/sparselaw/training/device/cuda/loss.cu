// Softmax cross-entropy with z-loss, forward and gradient in one launch. A block a row.

// losses[2 row] = -log p(label) and losses[2 row + 1] = log(Z)^2, or 0 where the label is padding. With a gradient the logits become
// ((1 + 2 z log Z) softmax - onehot(label)) / counted.
KERNEL crossEntropy(
        Numbers logits, const int* labels, int vocabulary, int padding, int gradient, float zLoss, float counted, double* losses) {
    Index row = blockIdx.x;
    Row x(logits, row, vocabulary);
    int label = labels[row];
    if (label == padding) {
        for (int i = 4 * threadIdx.x; gradient && i < vocabulary; i += 4 * blockDim.x) {
            x.putFour(i, Four{{0, 0, 0, 0}});
        }
        if (threadIdx.x == 0) {
            losses[2 * row] = 0;
            losses[2 * row + 1] = 0;
        }
        return;
    }
    // Sums relative to the greatest so far of each thread, so that the row is read once.
    float greatest = -INFINITE;
    float sum = 0;
    for (int i = 4 * threadIdx.x; i < vocabulary; i += 4 * blockDim.x) {
        Four a = x.four(i);
        float before = greatest;
        for (int j = 0; j < 4 && i + j < vocabulary; j++) {
            greatest = a.v[j] > greatest || a.v[j] != a.v[j] ? a.v[j] : greatest;
        }
        sum *= before == greatest ? 1 : expf(before - greatest);
        for (int j = 0; j < 4 && i + j < vocabulary; j++) {
            sum += a.v[j] == greatest ? 1 : expf(a.v[j] - greatest);
        }
    }
    float all = blockMaximum(greatest);
    float z = blockSum(greatest == all ? sum : sum * expf(greatest - all));
    double logZ = (double)all + log((double)z);
    if (threadIdx.x == 0) {
        losses[2 * row] = logZ - x.x.at(x.start + label);
        losses[2 * row + 1] = logZ * logZ;
    }
    if (!gradient) {
        return;
    }
    // The label's logit has been read.
    __syncthreads();
    float factor = (float)((1 + 2 * zLoss * logZ) / ((double)counted * z));
    for (int i = 4 * threadIdx.x; i < vocabulary; i += 4 * blockDim.x) {
        Four a = x.four(i);
        for (int j = 0; j < 4; j++) {
            a.v[j] = expf(a.v[j] - all) * factor - (i + j == label ? 1 / counted : 0);
        }
        x.putFour(i, a);
    }
}
