// softmax(scale Q K^T + bias) V without the matrix of probabilities ever being stored: keys come in tiles, and what was summed up so
// far is scaled down whenever a greater logit turns up (Dao, "FlashAttention-2", 2023, algorithm 1). What is kept for the backward pass
// is one number a query, the logarithm of the sum of the powers of its logits.

static const float LOG2_E = 1.4426950408889634f;

// A block has so many queries, or keys, and a warp for each strip of them.
static const int OWN_ROWS = 64;
static const int ATTENTION_THREADS = OWN_ROWS / STRIP * WARP;

// A query and a key, and whether there is such a key that is not padding.
struct Pair {
    int query;
    int key;
    int isKey;
};

// What all kernels of attention are given, laid out as AttentionOps does it.
struct Attention {
    Numbers q;
    Numbers k;
    Numbers v;
    const float* bias;
    const int* keyTokens;
    float scale;
    int heads;
    int queries;
    int keys;
    int headSize;
    int causal;

    __device__ Slice ofQueries(Numbers x, int sequence, int head) const {
        return Slice(x, sequence, queries, head, headSize);
    }

    __device__ Slice ofKeys(Numbers x, int sequence, int head) const {
        return Slice(x, sequence, keys, head, headSize);
    }

    // Of numbers that are one for each sequence, head and query.
    __device__ Index firstQuery(int sequence, int head) const {
        return ((Index)sequence * heads + head) * queries;
    }

    // As a pair has it.
    __device__ int isKey(int sequence, int key) const {
        return key < keys && (keyTokens == nullptr || keyTokens[(Index)sequence * keys + key] != 0);
    }

    // Makes logits of products, -infinity for a key that a query does not see. pairAt(part, i) says of which pair a number is.
    template <int WIDTH, class PairAt>
    __device__ __forceinline__ void makeLogits(Strip<WIDTH>& products, int head, PairAt pairAt) const {
        if (bias == nullptr) {
            products.each([&](float& product, int, int) { product *= scale; });
        } else {
            // For every pair, seen or not, something is read: without branches no read waits for another.
            products.each([&](float& product, int part, int i) {
                Pair pair = pairAt(part, i);
                int query = pair.query < queries ? pair.query : queries - 1;
                int key = pair.key < keys ? pair.key : keys - 1;
                product = scale * product + bias[biasAt(head, query, key)];
            });
        }
        products.each([&](float& product, int part, int i) {
            Pair pair = pairAt(part, i);
            if (!pair.isKey || pair.query >= queries || (causal && pair.key > pair.query)) {
                product = -INFINITE;
            }
        });
    }

    __device__ Index biasAt(int head, int query, int key) const {
        return ((Index)head * queries + query) * keys + key;
    }

    // Behind the last key that any query before this one sees.
    __device__ int keysSeenBefore(int query) const {
        return causal && query < keys ? query : keys;
    }
};

template <class Arithmetic, int SIZE>
struct ForwardTiles {
    typedef typename Arithmetic::Element Element;
    static const int KEYS = SIZE * sizeof(Element) <= 256 ? 64 : 32;

    Tile<Element, OWN_ROWS, SIZE> q;
    Tile<Element, KEYS, SIZE> k;
    Tile<Element, KEYS, SIZE> v;
    Tile<Element, OWN_ROWS, KEYS> p;
    int isKey[KEYS];
};

// Over the four lanes that share the rows of a strip.
__device__ inline float rowSum(float value) {
    value += __shfl_xor_sync(ALL_LANES, value, 1);
    return value + __shfl_xor_sync(ALL_LANES, value, 2);
}

__device__ inline float rowMaximum(float value) {
    for (int distance = 1; distance <= 2; distance *= 2) {
        float other = __shfl_xor_sync(ALL_LANES, value, distance);
        value = other > value ? other : value;
    }
    return value;
}

// exp(logit - zero), which is exactly 1 for equals, however great.
__device__ inline float powerOf(float logit, float zero) {
    return exp2f((logit - zero) * LOG2_E);
}

// The softmax of the two rows of a strip that a lane shares, as far as it got.
struct OnlineSoftmax {
    float greatest[2] = {-INFINITE, -INFINITE};
    float sum[2] = {0, 0}; // of this lane

    // Makes powers of logits, exp(logit - greatest), and takes sums down to the new greatest. What is not a number is never the
    // greatest, but its power is not one either, nor the sum.
    template <int KEYS, int SIZE>
    __device__ __forceinline__ void add(Strip<KEYS>& logits, Strip<SIZE>& sums) {
        float next[2] = {greatest[0], greatest[1]};
        logits.each([&](float& logit, int, int i) { next[i / 2] = logit > next[i / 2] ? logit : next[i / 2]; });
        float zero[2];
        float factor[2];
#pragma unroll
        for (int row = 0; row < 2; row++) {
            next[row] = rowMaximum(next[row]);
            // As long as a query has seen no key, all its powers are to be 0.
            zero[row] = next[row] == -INFINITE ? 0 : next[row];
            factor[row] = powerOf(greatest[row], zero[row]);
            greatest[row] = next[row];
            sum[row] *= factor[row];
        }
        logits.each([&](float& logit, int, int i) {
            logit = powerOf(logit, zero[i / 2]);
            sum[i / 2] += logit;
        });
        sums.each([&](float& number, int, int i) { number *= factor[i / 2]; });
    }

    // Such that the power of a logit less this one is its probability, also where a query sees no key: 0.
    __device__ float logSum(int row, float wholeSum) const {
        return wholeSum == 0 ? INFINITE : greatest[row] + logf(wholeSum);
    }
};

template <class Arithmetic, int SIZE>
__device__ __forceinline__ void attentionForward(const Attention& attention, Numbers out, float* logSums) {
    typedef ForwardTiles<Arithmetic, SIZE> Tiles;
    DYNAMIC_SHARED(Tiles, tiles);
    int first = blockIdx.x * OWN_ROWS;
    int head = blockIdx.y;
    int sequence = blockIdx.z;
    int ownRow = STRIP * warp();
    Slice k = attention.ofKeys(attention.k, sequence, head);
    Slice v = attention.ofKeys(attention.v, sequence, head);
    loadTile<Arithmetic, ATTENTION_THREADS>(tiles->q, attention.ofQueries(attention.q, sequence, head), first);

    OnlineSoftmax softmax;
    Strip<SIZE> sums = {};
    int end = attention.keysSeenBefore(first + OWN_ROWS);
    for (int firstKey = 0; firstKey < end; firstKey += Tiles::KEYS) {
        __syncthreads();
        loadTile<Arithmetic, ATTENTION_THREADS>(tiles->k, k, firstKey);
        loadTile<Arithmetic, ATTENTION_THREADS>(tiles->v, v, firstKey);
        if (threadIdx.x < Tiles::KEYS) {
            tiles->isKey[threadIdx.x] = attention.isKey(sequence, firstKey + threadIdx.x);
        }
        __syncthreads();
        Strip<Tiles::KEYS> logits = {};
        Arithmetic::addTransposedProduct(logits, tiles->q, ownRow, tiles->k);
        attention.makeLogits(logits, head, [&](int part, int i) {
            int key = logits.column(part, i);
            return Pair{first + ownRow + logits.row(i), firstKey + key, tiles->isKey[key]};
        });
        softmax.add(logits, sums);
        storeStrip<Arithmetic>(tiles->p, ownRow, logits);
        Arithmetic::addProduct(sums, tiles->p, ownRow, tiles->v);
    }

    float factor[2];
    for (int row = 0; row < 2; row++) {
        float sum = rowSum(softmax.sum[row]);
        factor[row] = sum == 0 ? 0 : 1 / sum;
        int query = first + ownRow + sums.row(2 * row);
        if (lane() % 4 == 0 && query < attention.queries) {
            logSums[attention.firstQuery(sequence, head) + query] = softmax.logSum(row, sum);
        }
    }
    sums.each([&](float& number, int, int i) { number *= factor[i / 2]; });
    putStrip(attention.ofQueries(out, sequence, head), first + ownRow, sums);
}

// A kernel whose blocks have so many threads, and therefore as many registers for each as that leaves.
#ifdef EMULATION
#define KERNEL_OF(threads) KERNEL
#else
#define KERNEL_OF(threads) KERNEL __launch_bounds__(threads)
#endif

// A kernel for each size of heads, to which smaller ones are filled up with zeros.
#define ATTENTION_SIZES(DEFINE, name, Arithmetic) \
    DEFINE(name, Arithmetic, 16) \
    DEFINE(name, Arithmetic, 32) \
    DEFINE(name, Arithmetic, 64) \
    DEFINE(name, Arithmetic, 128)

// All of these are most of what there is to compile: a program that needs few of them may define them before.
#ifndef ATTENTION_KERNELS
#define ATTENTION_KERNELS(DEFINE) \
    ATTENTION_SIZES(DEFINE, f32, Singles) \
    ATTENTION_SIZES(DEFINE, tf32, TensorFloats) \
    ATTENTION_SIZES(DEFINE, bf16, Halves)
#endif

// Blocks: tiles of queries x heads x sequences.
#define ATTENTION_FORWARD(name, Arithmetic, size) \
    KERNEL_OF(ATTENTION_THREADS) \
            attentionForward_##name##_##size(Attention attention, Numbers out, float* logSums) { \
        attentionForward<Arithmetic, size>(attention, out, logSums); \
    }
ATTENTION_KERNELS(ATTENTION_FORWARD)
