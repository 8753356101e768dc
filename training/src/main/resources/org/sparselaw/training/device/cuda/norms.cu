// Norms over rows, a warp a row, and sums over columns, which the gradients of scales and biases are.

KERNEL rmsNorm(Numbers x, Numbers scale, float epsilon, Index rows, int width, Numbers y, float* inverseRms) {
    Index row = rowOfWarp();
    if (row >= rows) {
        return;
    }
    Row from(x, row, width);
    Row scales(scale, 0, width);
    Row to(y, row, width);
    float sum = 0;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four a = from.four(i);
        for (int j = 0; j < 4; j++) {
            sum += a.v[j] * a.v[j];
        }
    }
    float r = 1 / sqrtf(warpSum(sum) / width + epsilon);
    if (lane() == 0) {
        inverseRms[row] = r;
    }
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four a = from.four(i);
        Four s = scales.four(i);
        for (int j = 0; j < 4; j++) {
            a.v[j] *= r * s.v[j];
        }
        to.putFour(i, a);
    }
}

KERNEL rmsNormBackward(Numbers dy, Numbers x, Numbers scale, const float* inverseRms, Index rows, int width, Numbers dx) {
    Index row = rowOfWarp();
    if (row >= rows) {
        return;
    }
    Row d(dy, row, width);
    Row from(x, row, width);
    Row scales(scale, 0, width);
    Row to(dx, row, width);
    float r = inverseRms[row];
    float sum = 0;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four g = d.four(i);
        Four a = from.four(i);
        Four s = scales.four(i);
        for (int j = 0; j < 4; j++) {
            // r first: x and r each may be far from 1.
            sum += g.v[j] * s.v[j] * (a.v[j] * r);
        }
    }
    float mean = warpSum(sum) / width;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four g = d.four(i);
        Four a = from.four(i);
        Four s = scales.four(i);
        Four old = to.four(i);
        for (int j = 0; j < 4; j++) {
            old.v[j] += r * (g.v[j] * s.v[j] - a.v[j] * r * mean);
        }
        to.putFour(i, old);
    }
}

KERNEL layerNorm(
        Numbers x, Numbers scale, Numbers bias, float epsilon, Index rows, int width, Numbers y, float* means, float* inverses) {
    Index row = rowOfWarp();
    if (row >= rows) {
        return;
    }
    Row from(x, row, width);
    Row scales(scale, 0, width);
    Row biases(bias, 0, width);
    Row to(y, row, width);
    float sum = 0;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four a = from.four(i);
        sum += (a.v[0] + a.v[1]) + (a.v[2] + a.v[3]);
    }
    float mean = warpSum(sum) / width;
    float squares = 0;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four a = from.four(i);
        for (int j = 0; j < 4 && i + j < width; j++) {
            squares += (a.v[j] - mean) * (a.v[j] - mean);
        }
    }
    float r = 1 / sqrtf(warpSum(squares) / width + epsilon);
    if (lane() == 0) {
        means[row] = mean;
        inverses[row] = r;
    }
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four a = from.four(i);
        Four s = scales.four(i);
        Four b = biases.four(i);
        for (int j = 0; j < 4; j++) {
            a.v[j] = (a.v[j] - mean) * r * s.v[j] + b.v[j];
        }
        to.putFour(i, a);
    }
}

KERNEL layerNormBackward(
        Numbers dy,
        Numbers x,
        Numbers scale,
        const float* means,
        const float* inverses,
        Index rows,
        int width,
        Numbers dx) {
    Index row = rowOfWarp();
    if (row >= rows) {
        return;
    }
    Row d(dy, row, width);
    Row from(x, row, width);
    Row scales(scale, 0, width);
    Row to(dx, row, width);
    float m = means[row];
    float r = inverses[row];
    float sum = 0;
    float product = 0;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four g = d.four(i);
        Four a = from.four(i);
        Four s = scales.four(i);
        for (int j = 0; j < 4; j++) {
            sum += g.v[j] * s.v[j];
            product += g.v[j] * s.v[j] * ((a.v[j] - m) * r);
        }
    }
    float mean = warpSum(sum) / width;
    float meanProduct = warpSum(product) / width;
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        Four g = d.four(i);
        Four a = from.four(i);
        Four s = scales.four(i);
        Four old = to.four(i);
        for (int j = 0; j < 4; j++) {
            old.v[j] += r * (g.v[j] * s.v[j] - mean - (a.v[j] - m) * r * meanProduct);
        }
        to.putFour(i, old);
    }
}

// ---- Sums over columns. A block has 32 columns and one chunk of rows; its threads of one column are 8, joined at the end. ----

static const int COLUMN_THREADS = 8;

// part[chunk * width + column] = the sum of term(row, column) over the rows of the chunk.
template <class Term>
__device__ inline void columnSums(Index rows, int width, int rowsOfChunk, float* part, Term term) {
    __shared__ float sums[COLUMN_THREADS][WARP];
    int column = blockIdx.x * WARP + lane();
    Index first = (Index)blockIdx.y * rowsOfChunk;
    Index end = first + rowsOfChunk < rows ? first + rowsOfChunk : rows;
    float sum = 0;
    if (column < width) {
        for (Index row = first + warp(); row < end; row += COLUMN_THREADS) {
            sum += term(row, column);
        }
    }
    sums[warp()][lane()] = sum;
    __syncthreads();
    if (warp() == 0 && column < width) {
        for (int i = 1; i < COLUMN_THREADS; i++) {
            sum += sums[i][lane()];
        }
        part[(Index)blockIdx.y * width + column] = sum;
    }
}

// out[column] += the sum of the chunks' parts, in their order.
KERNEL addColumnSums(const float* part, int chunks, int width, Numbers out) {
    int column = (int)threadOfGrid();
    if (column < width) {
        float sum = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            sum += part[(Index)chunk * width + column];
        }
        out.put(column, out.at(column) + sum);
    }
}

KERNEL columnSumsOf(Numbers x, Index rows, int width, int rowsOfChunk, float* part) {
    columnSums(rows, width, rowsOfChunk, part, [&](Index row, int column) { return x.at(row * width + column); });
}

KERNEL rmsNormScaleGradient(
        Numbers dy, Numbers x, const float* inverseRms, Index rows, int width, int rowsOfChunk, float* part) {
    columnSums(rows, width, rowsOfChunk, part, [&](Index row, int column) {
        return dy.at(row * width + column) * (x.at(row * width + column) * inverseRms[row]);
    });
}

KERNEL layerNormScaleGradient(
        Numbers dy,
        Numbers x,
        const float* means,
        const float* inverses,
        Index rows,
        int width,
        int rowsOfChunk,
        float* part) {
    columnSums(rows, width, rowsOfChunk, part, [&](Index row, int column) {
        Index i = row * width + column;
        return dy.at(i) * ((x.at(i) - means[row]) * inverses[row]);
    });
}
