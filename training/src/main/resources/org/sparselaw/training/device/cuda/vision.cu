// What vision transformers need besides: biases, GELU in its exact form, means over positions, independent classes.

// Rows of patches, each channel by channel and line by line, of images whose pixels lie line by line; leading rows are 0.
KERNEL patches(Numbers pixels, Numbers out, Index size, int height, int width, int channels, int patch, int leadingRows) {
    u32 patchSize = channels * patch * patch;
    u32 across = width / patch;
    u32 rows = leadingRows + across * (height / patch);
    for (Index i = threadOfGrid(); i < size; i += threadsOfGrid()) {
        u32 row = (u32)(i / patchSize);
        u32 place = (u32)(i - (Index)row * patchSize);
        u32 image = row / rows;
        int which = (int)(row % rows) - leadingRows;
        if (which < 0) {
            out.put(i, 0);
            continue;
        }
        u32 channel = place / (patch * patch);
        u32 line = which / across * patch + place / patch % patch;
        u32 column = which % across * patch + place % patch;
        out.put(i, pixels.at((((Index)image * height + line) * width + column) * channels + channel));
    }
}

KERNEL addBias(Numbers x, Numbers bias, int width, Numbers out, Index size) {
    Index step = 4 * threadsOfGrid();
    for (Index i = 4 * threadOfGrid(); i < size; i += step) {
        int count = size - i < 4 ? (int)(size - i) : 4;
        Four a = some(x, i, count);
        for (int j = 0; j < 4; j++) {
            a.v[j] += bias.at((i + j) % width);
        }
        putSome(out, i, count, a);
    }
}

static const float ROOT_HALF = 0.70710678118654752f;
static const float NORMAL_PEAK = 0.3989422804014327f; // 1 / sqrt(2 pi)

// out = gelu(x + bias), x = gelu'(x + bias), with gelu(x) = x P(x) and gelu'(x) = P(x) + x p(x). The complement of the error function
// keeps the digits of P in its lower tail.
KERNEL biasGelu(Numbers x, Numbers bias, int width, Numbers out, Index size) {
    Index step = 4 * threadsOfGrid();
    for (Index i = 4 * threadOfGrid(); i < size; i += step) {
        int count = size - i < 4 ? (int)(size - i) : 4;
        Four a = some(x, i, count);
        Four value;
        for (int j = 0; j < 4; j++) {
            float u = a.v[j] + bias.at((i + j) % width);
            float p = 0.5f * erfcf(-u * ROOT_HALF);
            value.v[j] = u * p;
            a.v[j] = p + u * (NORMAL_PEAK * expf(-0.5f * u * u));
        }
        putSome(out, i, count, value);
        putSome(x, i, count, a);
    }
}

KERNEL multiply(Numbers dOut, Numbers derivative, Numbers dx, Index size) {
    eachFour(size, [&](Index i, int count) {
        Four d = some(dOut, i, count);
        Four f = some(derivative, i, count);
        for (int j = 0; j < 4; j++) {
            d.v[j] *= f.v[j];
        }
        putSome(dx, i, count, d);
    });
}

// A thread a column of a group.
KERNEL meanPool(Numbers x, int length, int width, Numbers out, Index size) {
    for (Index i = threadOfGrid(); i < size; i += threadsOfGrid()) {
        Index first = i / width * length * width + i % width;
        float sum = 0;
        for (int position = 0; position < length; position++) {
            sum += x.at(first + (Index)position * width);
        }
        out.put(i, sum / length);
    }
}

KERNEL meanPoolBackward(Numbers dOut, int length, int width, Numbers dx, Index size) {
    for (Index i = threadOfGrid(); i < size; i += threadsOfGrid()) {
        dx.put(i, dOut.at(i / width / length * width + i % width) / length);
    }
}

// A block a row. losses[row] = sum over classes of log(1 + e^x) - y x; with a gradient, the logits become
// (1 / (1 + e^-x) - y) / counted. Labels of a row are no two the same, and negative where it has fewer.
KERNEL sigmoidCrossEntropy(
        Numbers logits, const int* labels, int labelsOfRow, int classes, int counted, int gradient, double* losses) {
    Index row = blockIdx.x;
    double loss = 0;
    for (int c = threadIdx.x; c < classes; c += blockDim.x) {
        Index i = row * classes + c;
        float x = logits.at(i);
        bool isLabel = false;
        for (int j = 0; j < labelsOfRow; j++) {
            isLabel |= labels[row * labelsOfRow + j] == c;
        }
        float e = expf(-fabsf(x));
        loss += (double)(x > 0 ? x : 0) + log1pf(e) - (isLabel ? x : 0);
        if (gradient) {
            float sigmoid = x < 0 ? e / (1 + e) : 1 / (1 + e);
            logits.put(i, row < counted ? (sigmoid - isLabel) / counted : 0);
        }
    }
    loss = blockSum(loss);
    if (threadIdx.x == 0) {
        losses[row] = row < counted ? loss : 0;
    }
}

// places[row] = the place of its greatest number; among equals the first. A warp a row.
KERNEL greatest(Numbers x, int width, Index rows, int* places) {
    Index row = rowOfWarp();
    if (row >= rows) {
        return;
    }
    float best = -INFINITE;
    int place = width;
    for (int i = lane(); i < width; i += WARP) {
        float value = x.at(row * width + i);
        if (value > best || place == width) {
            best = value;
            place = i;
        }
    }
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        float other = __shfl_xor_sync(ALL_LANES, best, distance);
        int otherPlace = __shfl_xor_sync(ALL_LANES, place, distance);
        if (otherPlace < width && (place == width || other > best || (other == best && otherPlace < place))) {
            best = other;
            place = otherPlace;
        }
    }
    if (lane() == 0) {
        places[row] = place;
    }
}
