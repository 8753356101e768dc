// Masks of one bit an entry: bit i & 31 of word i >> 5, those behind the end 0. A mask keeps the entries of the greatest keys, found by
// radix select: histograms of one digit after the other, from the highest, until the least key that is kept is known. No number of it
// comes to the host. Counts alone are added up by atomics, so neither the card nor the order of its threads changes a bit.

// ---- Keys ----

struct alignas(16) FourWords {
    u32 v[4];
};

// Keys of 32 bits, which compare as whole numbers. Those of magnitudes are read from the numbers themselves: without its sign, an f32
// is in the order of its bits, and what is not a number is greatest. There is memory for a multiple of four.
struct Keys {
    const u32* words;
    int size;
    int dropped; // upper bits of a word that are not part of the key: 1 for magnitudes

    // Four from i, a multiple of 4, on. Those behind the end mean nothing.
    __device__ FourWords four(Index i) const {
        FourWords keys = reinterpret_cast<const FourWords*>(words)[i >> 2];
        for (int j = 0; j < 4; j++) {
            keys.v[j] <<= dropped;
        }
        return keys;
    }

    // Bit j tells whether the test holds for key i + j, if there is one.
    template <class Test>
    __device__ u32 bits(Index i, const FourWords& keys, Test test) const {
        u32 bits = 0;
        for (int j = 0; j < 4; j++) {
            bits |= (u32)(i + j < size && test(keys.v[j])) << j;
        }
        return bits;
    }
};

__device__ inline u32 magnitude(u32 word) {
    return word & 0x7fffffffu;
}

// ---- Prefix sums ----

// The sum over the lanes up to this one.
__device__ inline Index warpSumUpTo(Index value) {
    for (int distance = 1; distance < WARP; distance *= 2) {
        Index other = __shfl_up_sync(ALL_LANES, value, distance);
        value += lane() >= distance ? other : 0;
    }
    return value;
}

// The sum over the threads of the block before this one, and that over all. All threads must call it.
__device__ inline Index blockSumBefore(Index value, Index& total) {
    __shared__ Index sums[WARP];
    Index upTo = warpSumUpTo(value);
    __syncthreads();
    if (lane() == WARP - 1) {
        sums[warp()] = upTo;
    }
    __syncthreads();
    Index before = upTo - value;
    total = 0;
    for (int i = 0; i < (int)blockDim.x / WARP; i++) {
        before += i < warp() ? sums[i] : 0;
        total += sums[i];
    }
    return before;
}

// ---- The least key that is kept ----

// Digits of 11 bits. The last one shares a bit, which is settled by then, with the one before.
static const int DIGITS = 2048;

// What is known after a digit: the key's upper bits, and how many of the keys with these are kept. After the last one: the key itself,
// and how many of its equals are kept.
struct Selection {
    u32 key;
    Index remaining;
};

// Adds up how often each digit occurs among the keys whose upper bits, those of settled, are the selection's. 0 is not counted: it takes
// what the others leave. So the many zeros of sparse tensors do not wait for each other at one counter.
KERNEL countDigits(Keys keys, int shift, u32 settled, const Selection* selection, u64* histogram) {
    __shared__ u32 counts[DIGITS];
    for (int digit = threadIdx.x; digit < DIGITS; digit += blockDim.x) {
        counts[digit] = 0;
    }
    __syncthreads();
    u32 upper = selection->key & settled;
    eachFour(keys.size, [&](Index i, int count) {
        FourWords four = keys.four(i);
        for (int j = 0; j < count; j++) {
            u32 digit = four.v[j] >> shift & (DIGITS - 1);
            if (digit != 0 && (four.v[j] & settled) == upper) {
                atomicAdd(&counts[digit], 1u);
            }
        }
    });
    __syncthreads();
    for (int digit = threadIdx.x; digit < DIGITS; digit += blockDim.x) {
        if (counts[digit] != 0) {
            atomicAdd(&histogram[digit], (u64)counts[digit]);
        }
    }
}

// Settles a digit, and clears the histogram. One block.
KERNEL chooseDigit(u64* histogram, int shift, u32 settled, Index wanted, Selection* selection) {
    Selection known = settled == 0 ? Selection{0, wanted} : *selection;
    int digitsOfThread = DIGITS / blockDim.x;
    int greatest = DIGITS - 1 - threadIdx.x * digitsOfThread;
    int least = greatest - digitsOfThread + 1;
    Index its = 0;
    for (int digit = greatest; digit >= least; digit--) {
        its += digit == 0 ? known.remaining : (Index)histogram[digit];
    }
    Index total;
    Index greater = blockSumBefore(its, total);
    if (known.remaining == 0) {
        // None: not even those of the greatest key.
        if (threadIdx.x == 0) {
            *selection = Selection{0xffffffffu, 0};
        }
    } else if (greater < known.remaining && greater + its >= known.remaining) {
        int digit = greatest;
        for (; digit > 0 && greater + (Index)histogram[digit] < known.remaining; digit--) {
            greater += (Index)histogram[digit];
        }
        *selection = Selection{known.key | (u32)digit << shift, known.remaining - greater};
    }
    for (int digit = greatest; digit >= least; digit--) {
        histogram[digit] = 0;
    }
}

// ---- From the least key to the mask ----

// Of its equals the first are kept: a warp has a chunk, and knows how many are in the chunks before.
static const int CHUNK_KEYS = 2048;

// Calls body(i) for the places of four keys that this lane of the warp has in its chunk; for all lanes equally often.
template <class Body>
__device__ inline void eachFourOfChunk(Index chunk, int size, Body body) {
    Index first = chunk * CHUNK_KEYS;
    Index end = first + CHUNK_KEYS < size ? first + CHUNK_KEYS : size;
    for (Index segment = first; segment < end; segment += 4 * WARP) {
        body(segment + 4 * lane());
    }
}

__device__ inline int chunksOf(int size) {
    return (size + CHUNK_KEYS - 1) / CHUNK_KEYS;
}

KERNEL countTies(Keys keys, const Selection* selection, Index* ties) {
    Index chunk = rowOfWarp();
    if (chunk >= chunksOf(keys.size)) {
        return;
    }
    u32 key = selection->key;
    Index count = 0;
    eachFourOfChunk(chunk, keys.size, [&](Index i) {
        if (i < keys.size) {
            count += __popc(keys.bits(i, keys.four(i), [&](u32 its) { return its == key; }));
        }
    });
    count = warpSum(count);
    if (lane() == 0) {
        ties[chunk] = count;
    }
}

// Counts of chunks become those of all chunks before. One block.
KERNEL sumTiesBefore(Index* ties, int chunks) {
    Index before = 0;
    for (int first = 0; first < chunks; first += 4 * blockDim.x) {
        int from = first + 4 * threadIdx.x;
        int end = from + 4 < chunks ? from + 4 : chunks;
        Index its = 0;
        for (int chunk = from; chunk < end; chunk++) {
            its += ties[chunk];
        }
        Index total;
        Index sum = before + blockSumBefore(its, total);
        for (int chunk = from; chunk < end; chunk++) {
            Index count = ties[chunk];
            ties[chunk] = sum;
            sum += count;
        }
        before += total;
    }
}

// The mask of one tensor; entries of the mask also, if there is one, are kept as well. Eight lanes make a word.
KERNEL writeMask(Keys keys, const Selection* selection, const Index* ties, const u32* also, u32* mask) {
    Index chunk = rowOfWarp();
    if (chunk >= chunksOf(keys.size)) {
        return;
    }
    u32 key = selection->key;
    Index remaining = selection->remaining - ties[chunk];
    eachFourOfChunk(chunk, keys.size, [&](Index i) {
        u32 kept = 0;
        u32 equal = 0;
        if (i < keys.size) {
            FourWords four = keys.four(i);
            kept = keys.bits(i, four, [&](u32 its) { return its > key; });
            equal = keys.bits(i, four, [&](u32 its) { return its == key; });
        }
        if (__ballot_sync(ALL_LANES, equal != 0) != 0) {
            Index upTo = warpSumUpTo(__popc(equal));
            Index left = remaining - (upTo - __popc(equal));
            for (int j = 0; j < 4; j++) {
                if ((equal >> j & 1) != 0 && left-- > 0) {
                    kept |= 1u << j;
                }
            }
            remaining -= __shfl_sync(ALL_LANES, upTo, WARP - 1);
        }
        u32 word = kept << (i & 31);
        for (int distance = 1; distance < 8; distance *= 2) {
            word |= __shfl_xor_sync(ALL_LANES, word, distance);
        }
        if (lane() % 8 == 0 && i < keys.size) {
            mask[i >> 5] = also == nullptr ? word : word | also[i >> 5];
        }
    });
}

// ---- Keys of patterns ----

// Set in keys that come before all magnitudes.
static const u32 FIRST = 0x80000000u;

// The n greatest of each group of m come first. Entries of a group are stride apart; among equals the first is the greater one.
KERNEL rankGroups(const u32* w, u32 size, u32 stride, int n, u32 m, u32* keys) {
    for (u32 i = (u32)threadOfGrid(); i < size; i += (u32)threadsOfGrid()) {
        u32 place = i / stride % m;
        u32 first = i - place * stride;
        u32 its = magnitude(w[i]);
        int before = 0;
        for (u32 j = 0; j < m; j++) {
            u32 other = magnitude(w[first + j * stride]);
            before += other > its || (other == its && j < place);
        }
        keys[i] = before < n ? its | FIRST : its;
    }
}

// Magnitudes, from 1, where the mask's bit is this one; 0 elsewhere.
KERNEL magnitudesAmong(const u32* x, const u32* mask, int kept, Index size, u32* keys) {
    for (Index i = threadOfGrid(); i < size; i += threadsOfGrid()) {
        keys[i] = isKept(mask, i) == (kept != 0) ? magnitude(x[i]) + 1 : 0;
    }
}

// sums[block] = the sum of magnitudes of a block of entries, row by row. A thread a block: masks must not hang on the order of a sum.
KERNEL blockMagnitudes(Numbers w, int columns, int blockRows, int blockColumns, int blocks, float* sums) {
    int across = columns / blockColumns;
    for (Index block = threadOfGrid(); block < blocks; block += threadsOfGrid()) {
        Index first = block / across * blockRows * columns + block % across * blockColumns;
        double sum = 0;
        for (int row = 0; row < blockRows; row++) {
            Index start = first + (Index)row * columns;
            if (blockColumns % 4 == 0) {
                for (int column = 0; column < blockColumns; column += 4) {
                    Four four = w.four(start + column);
                    for (int j = 0; j < 4; j++) {
                        sum += fabsf(four.v[j]);
                    }
                }
            } else {
                for (int column = 0; column < blockColumns; column++) {
                    sum += fabsf(w.at(start + column));
                }
            }
        }
        sums[block] = (float)sum;
    }
}

// From a mask of blocks to that of their entries. A warp a word.
KERNEL expandBlocks(const u32* blocks, u32 columns, u32 blockRows, u32 blockColumns, Index size, u32* mask) {
    u32 across = columns / blockColumns;
    for (Index first = threadOfGrid() - lane(); first < size; first += threadsOfGrid()) {
        u32 i = (u32)first + lane();
        u32 block = i / columns / blockRows * across + i % columns / blockColumns;
        u32 word = __ballot_sync(ALL_LANES, i < size && isKept(blocks, block));
        if (lane() == 0) {
            mask[first >> 5] = word;
        }
    }
}

// ---- Uses of a mask ----

// Bits j = 0 ... 3 tell whether entry i + j is kept, with i a multiple of 4; without a mask all are.
__device__ inline u32 keptOfFour(const u32* mask, Index i) {
    return mask == nullptr ? 15 : mask[i >> 5] >> (i & 31) & 15;
}

// w = change(w) where not kept. Fours that are kept are not even read.
template <class Change>
__device__ inline void changePruned(Numbers w, const u32* mask, Index size, Change change) {
    eachFour(size, [&](Index i, int count) {
        u32 kept = keptOfFour(mask, i);
        if (kept == 15) {
            return;
        }
        Four a = some(w, i, count);
        for (int j = 0; j < 4; j++) {
            a.v[j] = (kept >> j & 1) != 0 ? a.v[j] : change(a.v[j]);
        }
        putSome(w, i, count, a);
    });
}

KERNEL applyMask(Numbers w, const u32* mask, Index size) {
    changePruned(w, mask, size, [](float) { return 0.0f; });
}

KERNEL scalePruned(Numbers w, const u32* mask, Index size, float factor) {
    changePruned(w, mask, size, [&](float weight) { return weight * factor; });
}

// sums[block] = how many bits are set in the words of this block.
KERNEL countBits(const u32* words, Index count, double* sums) {
    double bits = 0;
    for (Index i = threadOfGrid(); i < count; i += threadsOfGrid()) {
        bits += __popc(words[i]);
    }
    bits = blockSum(bits);
    if (threadIdx.x == 0) {
        sums[blockIdx.x] = bits;
    }
}
