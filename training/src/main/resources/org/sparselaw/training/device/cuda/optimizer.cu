// Steps of optimisers, over all tensors of a model at once: a block has a chunk of one tensor. Where numbers stand alone a step takes one
// launch. AdaFactor needs sums over a whole tensor before it can change a weight: one launch takes them, a part a chunk, a second one
// makes of the parts a factor a tensor, a third one moves the weights.

// A tensor of a step; all its numbers are f32. What an optimiser does not use is null.
struct Updated {
    float* w;
    float* g;
    float* m;
    float* v;
    u16* halves; // a copy of w in bf16 that is kept up to date
    const u32* mask;
    Index size;
    int firstChunk;
    int chunks;
};

// All of them, and which of them each chunk belongs to.
struct Tensors {
    const Updated* all;
    const int* ofChunk;

    __device__ const Updated& ofBlock() const {
        return all[ofChunk[blockIdx.x]];
    }
};

static const int CHUNK = 16384;

__device__ inline Numbers singles(float* data) {
    return Numbers{data, 0, 0};
}

// Calls body(i, count) for the fours of this block's chunk that are this thread's.
template <class Body>
__device__ inline void eachFourOfBlock(const Updated& tensor, Body body) {
    Index first = (Index)(blockIdx.x - tensor.firstChunk) * CHUNK;
    Index end = first + CHUNK < tensor.size ? first + CHUNK : tensor.size;
    for (Index i = first + 4 * threadIdx.x; i < end; i += 4 * blockDim.x) {
        body(i, end - i < 4 ? (int)(end - i) : 4);
    }
}

__device__ inline void putWeights(const Updated& tensor, Index i, int count, const Four& weights) {
    putSome(singles(tensor.w), i, count, weights);
    if (tensor.halves != nullptr) {
        putSome(Numbers{tensor.halves, 1, 0}, i, count, weights);
    }
}

// ---- AdaFactor ----

// What the two root mean squares of a step are made of.
struct StepSums {
    double updateSquares;
    double updates; // that are not 0
    double weightSquares;
    double weights; // that are not 0
};

// The sums of one thread. Squares of four are added up in single precision.
struct StepTally {
    double updateSquares = 0;
    double weightSquares = 0;
    int updates = 0;
    int weights = 0;

    __device__ void add(const Four& u, const Four& w) {
        updateSquares += (u.v[0] * u.v[0] + u.v[1] * u.v[1]) + (u.v[2] * u.v[2] + u.v[3] * u.v[3]);
        weightSquares += (w.v[0] * w.v[0] + w.v[1] * w.v[1]) + (w.v[2] * w.v[2] + w.v[3] * w.v[3]);
        for (int j = 0; j < 4; j++) {
            updates += u.v[j] != 0;
            weights += w.v[j] != 0;
        }
    }

    // All threads of the block must call it.
    __device__ void writeOfBlock(StepSums* sums) const {
        StepSums its = {blockSum(updateSquares), blockSum((double)updates), blockSum(weightSquares), blockSum((double)weights)};
        if (threadIdx.x == 0) {
            sums[blockIdx.x] = its;
        }
    }
};

// The numbers of org.sparselaw.training.device.AdaFactorStep.
struct AdaFactorNumbers {
    float decay;
    float stepSize;
    float clip;
    float minimumScale;
    float epsilon;

    // A second moment after a mean of squared gradients.
    __device__ float moment(float before, float square) const {
        return decay * before + (1 - decay) * (square + epsilon);
    }
};

// What is not a number wins.
__device__ inline float greaterOf(float a, float b) {
    return a > b || a != a ? a : b;
}

__device__ inline float rootMean(double squares, double count) {
    return count == 0 ? 0 : (float)sqrt(squares / count);
}

// By what an update is multiplied. All threads of the block must call it.
__device__ inline float stepFactor(const AdaFactorNumbers& step, const StepSums* parts, int count) {
    StepSums sums = {0, 0, 0, 0};
    for (int i = threadIdx.x; i < count; i += blockDim.x) {
        sums.updateSquares += parts[i].updateSquares;
        sums.updates += parts[i].updates;
        sums.weightSquares += parts[i].weightSquares;
        sums.weights += parts[i].weights;
    }
    float updateRms = rootMean(blockSum(sums.updateSquares), blockSum(sums.updates));
    float weightRms = rootMean(blockSum(sums.weightSquares), blockSum(sums.weights));
    return step.stepSize * greaterOf(weightRms, step.minimumScale) / greaterOf(updateRms / step.clip, 1);
}

// w - factor u, and 0 where not kept.
__device__ inline Four movedWeights(Numbers w, const u32* mask, Index i, int count, const Four& u, float factor) {
    u32 kept = keptOfFour(mask, i);
    Four weights = some(w, i, count);
    for (int j = 0; j < 4; j++) {
        weights.v[j] = (kept >> j & 1) != 0 ? weights.v[j] - factor * u.v[j] : 0;
    }
    return weights;
}

// u = g / sqrt(v), 0 where g is, whatever v.
__device__ inline Four updatesOf(const Four& g, const Four& v) {
    Four u;
    for (int j = 0; j < 4; j++) {
        u.v[j] = g.v[j] == 0 ? 0 : g.v[j] / sqrtf(v.v[j]);
    }
    return u;
}

KERNEL adaFactorMoments(AdaFactorNumbers step, Tensors tensors, StepSums* sums) {
    const Updated& tensor = tensors.ofBlock();
    StepTally tally;
    eachFourOfBlock(tensor, [&](Index i, int count) {
        Four weights = some(singles(tensor.w), i, count);
        Four gradients = some(singles(tensor.g), i, count);
        Four moments = some(singles(tensor.v), i, count);
        for (int j = 0; j < 4; j++) {
            moments.v[j] = step.moment(moments.v[j], gradients.v[j] * gradients.v[j]);
        }
        putSome(singles(tensor.v), i, count, moments);
        tally.add(updatesOf(gradients, moments), weights);
    });
    tally.writeOfBlock(sums);
}

// A block a tensor.
KERNEL adaFactorFactors(AdaFactorNumbers step, Tensors tensors, const StepSums* sums, float* factors) {
    const Updated& tensor = tensors.all[blockIdx.x];
    float factor = stepFactor(step, sums + tensor.firstChunk, tensor.chunks);
    if (threadIdx.x == 0) {
        factors[blockIdx.x] = factor;
    }
}

KERNEL adaFactorWeights(Tensors tensors, const float* factors) {
    const Updated& tensor = tensors.ofBlock();
    float factor = factors[tensors.ofChunk[blockIdx.x]];
    eachFourOfBlock(tensor, [&](Index i, int count) {
        Four u = updatesOf(some(singles(tensor.g), i, count), some(singles(tensor.v), i, count));
        putWeights(tensor, i, count, movedWeights(singles(tensor.w), tensor.mask, i, count, u, factor));
    });
}

// ---- AdaFactor with a factored second moment: v_ij = r_i c_j / mean(r) ----

// A block sums over a chunk of rows and this many columns.
static const int FACTORED_COLUMNS = 4 * WARP;
static const int FACTORED_WARPS = 8;

// The sums of g^2 over the part of each row, and of each column, that a block has.
KERNEL factoredSquares(Numbers g, Index rows, int columns, int rowsOfChunk, float* rowParts, float* columnParts) {
    __shared__ float sums[FACTORED_WARPS][FACTORED_COLUMNS];
    int column = blockIdx.x * FACTORED_COLUMNS + 4 * lane();
    Index first = (Index)blockIdx.y * rowsOfChunk;
    Index end = first + rowsOfChunk < rows ? first + rowsOfChunk : rows;
    Four ofColumns = {{0, 0, 0, 0}};
    for (Index row = first + warp(); row < end; row += FACTORED_WARPS) {
        float ofRow = 0;
        if (column < columns) {
            Four a = Row(g, row, columns).four(column);
            for (int j = 0; j < 4; j++) {
                float square = a.v[j] * a.v[j];
                ofColumns.v[j] += square;
                ofRow += square;
            }
        }
        ofRow = warpSum(ofRow);
        if (lane() == 0) {
            rowParts[blockIdx.x * rows + row] = ofRow;
        }
    }
    for (int j = 0; j < 4; j++) {
        sums[warp()][4 * lane() + j] = ofColumns.v[j];
    }
    __syncthreads();
    column = blockIdx.x * FACTORED_COLUMNS + threadIdx.x;
    if (threadIdx.x < FACTORED_COLUMNS && column < columns) {
        float sum = 0;
        for (int i = 0; i < FACTORED_WARPS; i++) {
            sum += sums[i][threadIdx.x];
        }
        columnParts[(Index)blockIdx.y * columns + column] = sum;
    }
}

// The mean over parts that lie stride apart.
__device__ inline float meanOfParts(const float* parts, int count, Index stride, Index i, Index size) {
    double sum = 0;
    for (int part = 0; part < count; part++) {
        sum += parts[part * stride + i];
    }
    return (float)(sum / size);
}

// r and c, and one over their roots. The first blocks have a row a thread and write the sums of their r, the rest a column.
KERNEL factoredMoments(
        AdaFactorNumbers step,
        const float* rowParts,
        int rowPartCount,
        const float* columnParts,
        int columnPartCount,
        Index rows,
        int columns,
        int rowBlocks,
        float* r,
        float* c,
        float* rowFactors,
        float* columnFactors,
        double* rowSums) {
    if ((int)blockIdx.x < rowBlocks) {
        Index row = threadOfGrid();
        double moment = 0;
        if (row < rows) {
            r[row] = step.moment(r[row], meanOfParts(rowParts, rowPartCount, rows, row, columns));
            rowFactors[row] = 1 / sqrtf(r[row]);
            moment = r[row];
        }
        moment = blockSum(moment);
        if (threadIdx.x == 0) {
            rowSums[blockIdx.x] = moment;
        }
        return;
    }
    Index column = threadOfGrid() - (Index)rowBlocks * blockDim.x;
    if (column < columns) {
        c[column] = step.moment(c[column], meanOfParts(columnParts, columnPartCount, columns, column, rows));
        columnFactors[column] = 1 / sqrtf(c[column]);
    }
}

// u = g / sqrt(r c / mean(r)).
struct FactoredUpdates {
    Numbers g;
    const float* rowFactors;
    const float* columnFactors;
    const double* rowSums; // parts of the sum of r
    Index rows;
    u32 columns;
    int rowSumCount;

    // All threads of the block must call it.
    __device__ float rootOfMeanRow() const {
        double sum = 0;
        for (int i = threadIdx.x; i < rowSumCount; i += blockDim.x) {
            sum += rowSums[i];
        }
        return (float)sqrt(blockSum(sum) / rows);
    }

    __device__ Four four(Index i, int count, float root) const {
        Four u = some(g, i, count);
        u32 row = (u32)i / columns;
        u32 column = (u32)i - row * columns;
        for (int j = 0; j < count; j++) {
            u.v[j] = u.v[j] == 0 ? 0 : u.v[j] * (rowFactors[row] * root) * columnFactors[column];
            if (++column == columns) {
                column = 0;
                row++;
            }
        }
        return u;
    }
};

KERNEL factoredSums(FactoredUpdates updates, Numbers w, Index size, StepSums* sums) {
    float root = updates.rootOfMeanRow();
    StepTally tally;
    eachFour(size, [&](Index i, int count) { tally.add(updates.four(i, count, root), some(w, i, count)); });
    tally.writeOfBlock(sums);
}

KERNEL factoredWeights(
        FactoredUpdates updates,
        AdaFactorNumbers step,
        Numbers w,
        Index size,
        const StepSums* sums,
        int sumCount,
        const u32* mask) {
    float root = updates.rootOfMeanRow();
    float factor = stepFactor(step, sums, sumCount);
    eachFour(size, [&](Index i, int count) {
        putSome(w, i, count, movedWeights(w, mask, i, count, updates.four(i, count, root), factor));
    });
}

// ---- Optimisers in one launch ----

// The numbers of org.sparselaw.training.device.AdamWStep, and what follows from them.
struct AdamWNumbers {
    float beta1;
    float beta2;
    float shrink; // 1 - rate decay
    float rate;   // over the first moments' correction
    float root;   // one over that of the second moments' correction
    float epsilon;
};

KERNEL adamW(AdamWNumbers step, Tensors tensors) {
    const Updated& tensor = tensors.ofBlock();
    eachFourOfBlock(tensor, [&](Index i, int count) {
        u32 kept = keptOfFour(tensor.mask, i);
        Four weights = some(singles(tensor.w), i, count);
        Four gradients = some(singles(tensor.g), i, count);
        Four first = some(singles(tensor.m), i, count);
        Four second = some(singles(tensor.v), i, count);
        for (int j = 0; j < 4; j++) {
            float gradient = gradients.v[j];
            bool its = (kept >> j & 1) != 0;
            float moment = step.beta1 * first.v[j] + (1 - step.beta1) * gradient;
            second.v[j] = step.beta2 * second.v[j] + (1 - step.beta2) * (gradient * gradient);
            float scale = sqrtf(second.v[j]) * step.root + step.epsilon;
            first.v[j] = its ? moment : 0;
            weights.v[j] = its ? weights.v[j] * step.shrink - moment / scale * step.rate : 0;
        }
        putWeights(tensor, i, count, weights);
        putSome(singles(tensor.m), i, count, first);
        putSome(singles(tensor.v), i, count, second);
    });
}

// The numbers of org.sparselaw.training.device.MomentumStep.
struct MomentumNumbers {
    float rate;
    float momentum;
    float decay;
};

KERNEL momentum(MomentumNumbers step, Tensors tensors) {
    const Updated& tensor = tensors.ofBlock();
    eachFourOfBlock(tensor, [&](Index i, int count) {
        u32 kept = keptOfFour(tensor.mask, i);
        Four weights = some(singles(tensor.w), i, count);
        Four gradients = some(singles(tensor.g), i, count);
        Four first = some(singles(tensor.m), i, count);
        for (int j = 0; j < 4; j++) {
            bool its = (kept >> j & 1) != 0;
            float direction = step.momentum * first.v[j] + (step.decay * weights.v[j] + gradients.v[j]);
            first.v[j] = its ? direction : 0;
            weights.v[j] = its ? weights.v[j] - step.rate * direction : 0;
        }
        putWeights(tensor, i, count, weights);
        putSome(singles(tensor.m), i, count, first);
    });
}
