// Lookups by id and the gradients of what is looked up. For the gradients the host sorts the places of each id and cuts them into
// chunks: a block adds up a chunk, in order, and a second kernel adds the chunks of an id to its row, in order.

// out[i] = table[ids[i]]. A warp a row.
KERNEL embedding(Numbers table, const int* ids, Index rows, int width, Numbers out) {
    Index row = rowOfWarp();
    if (row >= rows) {
        return;
    }
    Row from(table, ids[row], width);
    Row to(out, row, width);
    for (int i = 4 * lane(); i < width; i += 4 * WARP) {
        to.putFour(i, from.four(i));
    }
}

// part[chunk] = the sum of the rows places[chunkStarts[chunk] ... chunkStarts[chunk + 1]]. A block a chunk.
KERNEL embeddingChunks(Numbers rows, const int* places, const int* chunkStarts, int width, float* part) {
    int first = chunkStarts[blockIdx.x];
    int end = chunkStarts[blockIdx.x + 1];
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        float sum = 0;
        for (int i = first; i < end; i++) {
            sum += rows.at((Index)places[i] * width + column);
        }
        part[(Index)blockIdx.x * width + column] = sum;
    }
}

// table[ids[group]] += the sum of part[groupStarts[group] ... groupStarts[group + 1]]. A block a group.
KERNEL addChunks(const float* part, const int* ids, const int* groupStarts, int width, Numbers table) {
    for (int column = threadIdx.x; column < width; column += blockDim.x) {
        float sum = 0;
        for (int chunk = groupStarts[blockIdx.x]; chunk < groupStarts[blockIdx.x + 1]; chunk++) {
            sum += part[(Index)chunk * width + column];
        }
        Index i = (Index)ids[blockIdx.x] * width + column;
        table.put(i, table.at(i) + sum);
    }
}

// bias[h, p] = table[buckets[p], h].
KERNEL relativeBias(Numbers table, const int* buckets, int heads, Index pairs, Numbers bias) {
    for (Index i = threadOfGrid(); i < heads * pairs; i += threadsOfGrid()) {
        bias.put(i, table.at((Index)buckets[i % pairs] * heads + i / pairs));
    }
}

// part[chunk, h] = the sum of dBias[h, p] over the pairs p of the chunk. A block a chunk and head.
KERNEL relativeBiasChunks(
        Numbers dBias, const int* places, const int* chunkStarts, int heads, Index pairs, float* part) {
    int end = chunkStarts[blockIdx.x + 1];
    float sum = 0;
    for (int i = chunkStarts[blockIdx.x] + threadIdx.x; i < end; i += blockDim.x) {
        sum += dBias.at(blockIdx.y * pairs + places[i]);
    }
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        part[(Index)blockIdx.x * heads + blockIdx.y] = sum;
    }
}
