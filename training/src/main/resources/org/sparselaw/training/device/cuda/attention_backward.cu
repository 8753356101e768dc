// The gradients of attention. Probabilities are computed anew from logits and their log-sum-exp (Dao, "FlashAttention-2", 2023,
// algorithm 2), but every gradient is summed up by one block in a fixed order, not by atomics: dQ by blocks that each have some queries
// and go through the keys, dK and dV by blocks that have some keys and go through the queries, dBias by blocks that have some of both
// and go through the batch.

// What each query has in the backward pass, one for each sequence, head and query.
struct QuerySums {
    const float* logSums; // of the forward pass
    const float* deltas; // sums of P * dP over the keys
};

// ---- deltas: as sums of out * dOut over columns, for out = P V and dP = dOut V^T ----

template <class Arithmetic, int SIZE>
struct DeltaTiles {
    Tile<typename Arithmetic::Element, STRIP, SIZE> dOut;
    Tile<typename Arithmetic::Element, STRIP, SIZE> out;
};

// It is the diagonal of dOut out^T that is wanted, but the rest costs little, and so a query that puts all its weight on one key, whose
// value is then its out, gets the very bits that dP has, and gradients of exactly 0. A block is a warp.
template <class Arithmetic, int SIZE>
__device__ __forceinline__ void queryDeltas(const Attention& attention, Numbers out, Numbers dOut, float* deltas) {
    typedef DeltaTiles<Arithmetic, SIZE> Tiles;
    DYNAMIC_SHARED(Tiles, tiles);
    int first = blockIdx.x * STRIP;
    int head = blockIdx.y;
    int sequence = blockIdx.z;
    loadTile<Arithmetic, WARP>(tiles->dOut, attention.ofQueries(dOut, sequence, head), first);
    loadTile<Arithmetic, WARP>(tiles->out, attention.ofQueries(out, sequence, head), first);
    __syncwarp();
    Strip<STRIP> products = {};
    Arithmetic::addTransposedProduct(products, tiles->dOut, 0, tiles->out);
    products.each([&](float& product, int part, int i) {
        int query = first + products.row(i);
        if (products.row(i) == products.column(part, i) && query < attention.queries) {
            deltas[attention.firstQuery(sequence, head) + query] = product;
        }
    });
}

// Its own rows of a block, of queries or of keys, and those of the other kind, of which it takes some at a time.
template <class Arithmetic, int SIZE>
struct BackwardTiles {
    typedef typename Arithmetic::Element Element;
    static const int BYTES = SIZE * sizeof(Element);
    static const int OTHERS = BYTES <= 128 ? 64 : BYTES <= 256 ? 32 : 16;
    typedef Tile<Element, OWN_ROWS, SIZE> Own;
    typedef Tile<Element, OTHERS, SIZE> Other;
};

// ---- dQ and dBias: queries in rows, keys in columns ----

template <class Arithmetic, int SIZE>
struct QueryTiles : BackwardTiles<Arithmetic, SIZE> {
    typedef BackwardTiles<Arithmetic, SIZE> Base;
    static const int KEYS = Base::OTHERS;

    typename Base::Own q;
    typename Base::Own dOut;
    typename Base::Other k;
    typename Base::Other v;
    int isKey[KEYS];
    Tile<typename Base::Element, OWN_ROWS, KEYS> dLogits;

    __device__ __forceinline__ void loadQueries(const Attention& attention, Numbers outs, int sequence, int head, int first) {
        loadTile<Arithmetic, ATTENTION_THREADS>(q, attention.ofQueries(attention.q, sequence, head), first);
        loadTile<Arithmetic, ATTENTION_THREADS>(dOut, attention.ofQueries(outs, sequence, head), first);
    }

    __device__ __forceinline__ void loadKeys(const Attention& attention, int sequence, int head, int first) {
        loadTile<Arithmetic, ATTENTION_THREADS>(k, attention.ofKeys(attention.k, sequence, head), first);
        loadTile<Arithmetic, ATTENTION_THREADS>(v, attention.ofKeys(attention.v, sequence, head), first);
        if (threadIdx.x < KEYS) {
            isKey[threadIdx.x] = attention.isKey(sequence, first + threadIdx.x);
        }
    }
};

// The sums of the two queries that a lane has in a strip.
struct StripSums {
    float logSum[2];
    float delta[2];

    __device__ StripSums(const Attention& attention, const QuerySums& sums, int sequence, int head, int first) {
        for (int row = 0; row < 2; row++) {
            int query = first + Strip<8>::row(2 * row);
            Index at = attention.firstQuery(sequence, head) + query;
            logSum[row] = query < attention.queries ? sums.logSums[at] : INFINITE;
            delta[row] = query < attention.queries ? sums.deltas[at] : 0;
        }
    }
};

// dS = P * (dP - delta) of this warp's queries, where dP = dOut V^T.
template <class Arithmetic, int SIZE>
__device__ __forceinline__ Strip<QueryTiles<Arithmetic, SIZE>::KEYS> logitGradients(
        const Attention& attention,
        const QueryTiles<Arithmetic, SIZE>& tiles,
        const StripSums& sums,
        int head,
        int firstQuery,
        int firstKey) {
    const int KEYS = QueryTiles<Arithmetic, SIZE>::KEYS;
    int ownRow = STRIP * warp();
    Strip<KEYS> gradients = {};
    Arithmetic::addTransposedProduct(gradients, tiles.dOut, ownRow, tiles.v);
    Strip<KEYS> products = {};
    Arithmetic::addTransposedProduct(products, tiles.q, ownRow, tiles.k);
    attention.makeLogits(products, head, [&](int part, int i) {
        int key = products.column(part, i);
        return Pair{firstQuery + ownRow + products.row(i), firstKey + key, tiles.isKey[key]};
    });
    gradients.each([&](float& gradient, int part, int i) {
        gradient = powerOf(products.v[part][i], sums.logSum[i / 2]) * (gradient - sums.delta[i / 2]);
    });
    return gradients;
}

template <class Arithmetic, int SIZE>
__device__ __forceinline__ void queryGradients(
        const Attention& attention, Numbers dOut, const QuerySums& querySums, Numbers dq) {
    typedef QueryTiles<Arithmetic, SIZE> Tiles;
    DYNAMIC_SHARED(Tiles, tiles);
    int first = blockIdx.x * OWN_ROWS;
    int head = blockIdx.y;
    int sequence = blockIdx.z;
    int ownRow = STRIP * warp();
    tiles->loadQueries(attention, dOut, sequence, head, first);
    StripSums stripSums(attention, querySums, sequence, head, first + ownRow);
    Strip<SIZE> sums = {};
    int end = attention.keysSeenBefore(first + OWN_ROWS);
    for (int firstKey = 0; firstKey < end; firstKey += Tiles::KEYS) {
        __syncthreads();
        tiles->loadKeys(attention, sequence, head, firstKey);
        __syncthreads();
        storeStrip<Arithmetic>(
                tiles->dLogits, ownRow, logitGradients(attention, *tiles, stripSums, head, first, firstKey));
        Arithmetic::addProduct(sums, tiles->dLogits, ownRow, tiles->k);
    }
    sums.each([&](float& sum, int, int) { sum *= attention.scale; });
    putStrip(attention.ofQueries(dq, sequence, head), first + ownRow, sums);
}

template <class Arithmetic, int SIZE>
__device__ __forceinline__ void biasGradients(
        const Attention& attention, Numbers dOut, const QuerySums& querySums, int batch, float* dBias) {
    typedef QueryTiles<Arithmetic, SIZE> Tiles;
    DYNAMIC_SHARED(Tiles, tiles);
    int firstKey = blockIdx.x * Tiles::KEYS;
    int first = blockIdx.y * OWN_ROWS;
    int head = blockIdx.z;
    int ownRow = STRIP * warp();
    if (firstKey >= attention.keysSeenBefore(first + OWN_ROWS)) {
        return;
    }
    Strip<Tiles::KEYS> sums = {};
    for (int sequence = 0; sequence < batch; sequence++) {
        __syncthreads();
        tiles->loadQueries(attention, dOut, sequence, head, first);
        tiles->loadKeys(attention, sequence, head, firstKey);
        __syncthreads();
        StripSums stripSums(attention, querySums, sequence, head, first + ownRow);
        Strip<Tiles::KEYS> gradients = logitGradients(attention, *tiles, stripSums, head, first, firstKey);
        sums.each([&](float& sum, int part, int i) { sum += gradients.v[part][i]; });
    }
    sums.each([&](float& sum, int part, int i) {
        int query = first + ownRow + sums.row(i);
        int key = firstKey + sums.column(part, i);
        if (query < attention.queries && key < attention.keys) {
            dBias[attention.biasAt(head, query, key)] += sum;
        }
    });
}

// ---- dK and dV: keys in rows, queries in columns ----

template <class Arithmetic, int SIZE>
struct KeyTiles : BackwardTiles<Arithmetic, SIZE> {
    typedef BackwardTiles<Arithmetic, SIZE> Base;
    static const int QUERIES = Base::OTHERS;

    typename Base::Own k;
    typename Base::Own v;
    typename Base::Other q;
    typename Base::Other dOut;
    float logSums[QUERIES];
    float deltas[QUERIES];
    // P^T, then dS^T.
    Tile<typename Base::Element, OWN_ROWS, QUERIES> factors;
};

template <class Arithmetic, int SIZE>
__device__ __forceinline__ void keyGradients(
        const Attention& attention, Numbers dOut, const QuerySums& querySums, Numbers dk, Numbers dv) {
    typedef KeyTiles<Arithmetic, SIZE> Tiles;
    const int QUERIES = Tiles::QUERIES;
    DYNAMIC_SHARED(Tiles, tiles);
    int first = blockIdx.x * OWN_ROWS;
    int head = blockIdx.y;
    int sequence = blockIdx.z;
    int ownRow = STRIP * warp();
    Slice q = attention.ofQueries(attention.q, sequence, head);
    Slice dOuts = attention.ofQueries(dOut, sequence, head);
    Index sumsOfHead = attention.firstQuery(sequence, head);
    loadTile<Arithmetic, ATTENTION_THREADS>(tiles->k, attention.ofKeys(attention.k, sequence, head), first);
    loadTile<Arithmetic, ATTENTION_THREADS>(tiles->v, attention.ofKeys(attention.v, sequence, head), first);
    int isKey[2];
    for (int row = 0; row < 2; row++) {
        isKey[row] = attention.isKey(sequence, first + ownRow + Strip<QUERIES>::row(2 * row));
    }
    Strip<SIZE> dkSums = {};
    Strip<SIZE> dvSums = {};
    // Queries before the first key see none of these when attention is causal.
    int begin = attention.causal ? first / QUERIES * QUERIES : 0;
    for (int firstQuery = begin; firstQuery < attention.queries; firstQuery += QUERIES) {
        __syncthreads();
        loadTile<Arithmetic, ATTENTION_THREADS>(tiles->q, q, firstQuery);
        loadTile<Arithmetic, ATTENTION_THREADS>(tiles->dOut, dOuts, firstQuery);
        if (threadIdx.x < QUERIES) {
            int query = firstQuery + threadIdx.x;
            tiles->logSums[threadIdx.x] = query < attention.queries ? querySums.logSums[sumsOfHead + query] : INFINITE;
            tiles->deltas[threadIdx.x] = query < attention.queries ? querySums.deltas[sumsOfHead + query] : 0;
        }
        __syncthreads();
        Strip<QUERIES> p = {};
        Arithmetic::addTransposedProduct(p, tiles->k, ownRow, tiles->q);
        attention.makeLogits(p, head, [&](int part, int i) {
            return Pair{firstQuery + p.column(part, i), first + ownRow + p.row(i), isKey[i / 2]};
        });
        p.each([&](float& number, int part, int i) { number = powerOf(number, tiles->logSums[p.column(part, i)]); });
        storeStrip<Arithmetic>(tiles->factors, ownRow, p);
        Arithmetic::addProduct(dvSums, tiles->factors, ownRow, tiles->dOut);

        Strip<QUERIES> gradients = {};
        Arithmetic::addTransposedProduct(gradients, tiles->v, ownRow, tiles->dOut);
        gradients.each([&](float& number, int part, int i) {
            number = p.v[part][i] * (number - tiles->deltas[gradients.column(part, i)]);
        });
        storeStrip<Arithmetic>(tiles->factors, ownRow, gradients);
        Arithmetic::addProduct(dkSums, tiles->factors, ownRow, tiles->q);
    }
    dkSums.each([&](float& sum, int, int) { sum *= attention.scale; });
    putStrip(attention.ofKeys(dk, sequence, head), first + ownRow, dkSums);
    putStrip(attention.ofKeys(dv, sequence, head), first + ownRow, dvSums);
}

// Blocks: strips of queries, tiles of queries, tiles of keys, each x heads x sequences; of the last, tiles of keys x tiles of queries x
// heads.
#define ATTENTION_BACKWARD(name, Arithmetic, size) \
    KERNEL_OF(WARP) \
            attentionDeltas_##name##_##size(Attention attention, Numbers out, Numbers dOut, float* deltas) { \
        queryDeltas<Arithmetic, size>(attention, out, dOut, deltas); \
    } \
    KERNEL_OF(ATTENTION_THREADS) \
            attentionQueryGradients_##name##_##size(Attention attention, Numbers dOut, QuerySums sums, Numbers dq) { \
        queryGradients<Arithmetic, size>(attention, dOut, sums, dq); \
    } \
    KERNEL_OF(ATTENTION_THREADS) \
            attentionKeyGradients_##name##_##size(Attention attention, Numbers dOut, QuerySums sums, Numbers dk, Numbers dv) { \
        keyGradients<Arithmetic, size>(attention, dOut, sums, dk, dv); \
    } \
    KERNEL_OF(ATTENTION_THREADS) \
            attentionBiasGradients_##name##_##size(Attention attention, Numbers dOut, QuerySums sums, int batch, float* dBias) { \
        biasGradients<Arithmetic, size>(attention, dOut, sums, batch, dBias); \
    }
ATTENTION_KERNELS(ATTENTION_BACKWARD)
