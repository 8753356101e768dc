// Products of small matrices in shared memory, of which attention consists. A warp computes 16 rows of a product, a strip.

static const int STRIP = 16;

// Rows of numbers in shared memory. 16 bytes are left free at the end of each row, so that those that a warp reads at once, of eight
// rows one below the other, lie in different banks.
template <class Element, int ROWS, int WIDTH>
struct Tile {
    alignas(16) Element entries[ROWS][WIDTH + 16 / sizeof(Element)];
};

// 16 rows of sums, spread over the registers of a warp as the tensor cores have it: of every 8 columns each lane holds two that are
// neighbours, in two rows (PTX ISA, "Matrix Fragments for mma.m16n8k16", the accumulators).
template <int WIDTH>
struct Strip {
    static constexpr int PARTS = WIDTH / 8;
    float v[PARTS][4];

    // The first and the second two of every four numbers of a lane are of one row.
    __device__ static int row(int i) {
        return lane() / 4 + i / 2 * 8;
    }

    __device__ static int column(int part, int i) {
        return 8 * part + lane() % 4 * 2 + i % 2;
    }

    // Calls body(number, part, i) for each number of this lane.
    template <class Body>
    __device__ __forceinline__ void each(Body body) {
#pragma unroll
        for (int part = 0; part < PARTS; part++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
                body(v[part][i], part, i);
            }
        }
    }
};

// One head of one sequence: consecutive rows of a matrix, and of these some columns.
struct Slice {
    Numbers x;
    Index start;
    int rows;
    int width;
    bool inFours;

    __device__ Slice(Numbers x, int sequence, int rows, int head, int width)
            : x(x), start((Index)sequence * rows * x.stride + (Index)head * width), rows(rows), width(width) {
        Index address = reinterpret_cast<Index>(x.data);
        inFours = ((x.stride | width) & 3) == 0 && address % (x.bf16 ? 8 : 16) == 0;
    }

    __device__ Index at(int row, int column) const {
        return start + (Index)row * x.stride + column;
    }
};

// ---- In f32, without tensor cores ----

struct Singles {
    typedef float Element;
    typedef Four Quad;
    static const int BF16 = 0;

    __device__ static void putQuad(float* to, const Four& numbers) {
        *reinterpret_cast<Four*>(to) = numbers;
    }

    __device__ static void putOne(float* to, float number) {
        *to = number;
    }

    __device__ static void putPair(float* to, float first, float second) {
        to[0] = first;
        to[1] = second;
    }

    // sums += A B, where A is 16 rows of a tile, from firstRow on.
    template <int ROWS, int DEPTH, int WIDTH>
    __device__ __forceinline__ static void addProduct(
            Strip<WIDTH>& sums, const Tile<float, ROWS, DEPTH>& a, int firstRow, const Tile<float, DEPTH, WIDTH>& b) {
        const float* upper = a.entries[firstRow + sums.row(0)];
        const float* lower = a.entries[firstRow + sums.row(2)];
#pragma unroll 1
        for (int k = 0; k < DEPTH; k += 4) {
            Four above = *reinterpret_cast<const Four*>(upper + k);
            Four below = *reinterpret_cast<const Four*>(lower + k);
#pragma unroll
            for (int j = 0; j < 4; j++) {
                const float* row = b.entries[k + j];
                sums.each([&](float& sum, int part, int i) {
                    sum += (i < 2 ? above.v[j] : below.v[j]) * row[sums.column(part, i)];
                });
            }
        }
    }

    // sums += A B^T.
    template <int ROWS, int DEPTH, int WIDTH>
    __device__ __forceinline__ static void addTransposedProduct(
            Strip<WIDTH>& sums, const Tile<float, ROWS, DEPTH>& a, int firstRow, const Tile<float, WIDTH, DEPTH>& b) {
        const float* upper = a.entries[firstRow + sums.row(0)];
        const float* lower = a.entries[firstRow + sums.row(2)];
#pragma unroll 1
        for (int k = 0; k < DEPTH; k += 4) {
            Four above = *reinterpret_cast<const Four*>(upper + k);
            Four below = *reinterpret_cast<const Four*>(lower + k);
#pragma unroll
            for (int part = 0; part < sums.PARTS; part++) {
#pragma unroll
                for (int i = 0; i < 2; i++) {
                    Four right = *reinterpret_cast<const Four*>(b.entries[sums.column(part, i)] + k);
#pragma unroll
                    for (int j = 0; j < 4; j++) {
                        sums.v[part][i] += above.v[j] * right.v[j];
                        sums.v[part][i + 2] += below.v[j] * right.v[j];
                    }
                }
            }
        }
    }
};

// ---- On tensor cores, with sums in f32: instructions ----

#ifdef EMULATION
using emulation::addProductOfHalves;
using emulation::addProductOfTensorFloats;
using emulation::loadMatrices;
using emulation::loadMatricesTransposed;

__device__ inline u32 twoRounded(float first, float second) {
    return rounded(first) | (u32)rounded(second) << 16;
}

__device__ inline float tensorFloat(float number) {
    u32 bits = __float_as_uint(number);
    return number != number ? number : __uint_as_float((bits + 0x1000u) & 0xffffe000u);
}
#else
// sums (16 x 8) += a (16 x 16) b (16 x 8), of numbers in bf16.
__device__ __forceinline__ void addProductOfHalves(float (&sums)[4], const u32 (&a)[4], const u32* b) {
    asm volatile(
            "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
            : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

// Four matrices of 8 x 8, the rows of the i-th where lanes 8 i ... 8 i + 7 say. Each lane gets two numbers of each.
__device__ __forceinline__ void loadMatrices(u32 (&numbers)[4], const u16* row) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(numbers[0]), "=r"(numbers[1]), "=r"(numbers[2]), "=r"(numbers[3])
                 : "r"((u32)__cvta_generic_to_shared(row))
                 : "memory");
}

__device__ __forceinline__ void loadMatricesTransposed(u32 (&numbers)[4], const u16* row) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(numbers[0]), "=r"(numbers[1]), "=r"(numbers[2]), "=r"(numbers[3])
                 : "r"((u32)__cvta_generic_to_shared(row))
                 : "memory");
}

// As rounded(), in one instruction.
__device__ __forceinline__ u32 twoRounded(float first, float second) {
    u32 both;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(both) : "f"(second), "f"(first));
    return both;
}

// sums (16 x 8) += a (16 x 8) b (8 x 8), of numbers in tf32.
__device__ __forceinline__ void addProductOfTensorFloats(float (&sums)[4], const u32 (&a)[4], const u32* b) {
    asm volatile(
            "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
            : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

// Rounded to 11 bits, ties away from zero.
__device__ __forceinline__ float tensorFloat(float number) {
    u32 bits;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(number));
    return __uint_as_float(bits);
}
#endif

// ---- In bf16 ----

struct Halves {
    typedef u16 Element;
    typedef FourHalves Quad;
    static const int BF16 = 1;

    __device__ static void putQuad(u16* to, const FourHalves& numbers) {
        *reinterpret_cast<FourHalves*>(to) = numbers;
    }

    __device__ static void putOne(u16* to, float number) {
        *to = rounded(number);
    }

    __device__ static void putPair(u16* to, float first, float second) {
        *reinterpret_cast<u32*>(to) = twoRounded(first, second);
    }

    // The 16 x 16 of A from a row and a column on: the upper left 8 x 8, the lower left, the upper right, the lower right.
    template <int ROWS, int DEPTH>
    __device__ __forceinline__ static void loadLeft(
            u32 (&left)[4], const Tile<u16, ROWS, DEPTH>& a, int firstRow, int column) {
        loadMatrices(left, &a.entries[firstRow + lane() % 16][column + lane() / 16 * 8]);
    }

    // sums += A B, where A is 16 rows of a tile, from firstRow on.
    template <int ROWS, int DEPTH, int WIDTH>
    __device__ __forceinline__ static void addProduct(
            Strip<WIDTH>& sums, const Tile<u16, ROWS, DEPTH>& a, int firstRow, const Tile<u16, DEPTH, WIDTH>& b) {
#pragma unroll
        for (int k = 0; k < DEPTH; k += 16) {
            u32 left[4];
            loadLeft(left, a, firstRow, k);
#pragma unroll
            for (int part = 0; part < sums.PARTS; part += 2) {
                u32 right[4];
                loadMatricesTransposed(right, &b.entries[k + lane() % 16][8 * part + lane() / 16 * 8]);
                addProductOfHalves(sums.v[part], left, right);
                addProductOfHalves(sums.v[part + 1], left, right + 2);
            }
        }
    }

    // sums += A B^T.
    template <int ROWS, int DEPTH, int WIDTH>
    __device__ __forceinline__ static void addTransposedProduct(
            Strip<WIDTH>& sums, const Tile<u16, ROWS, DEPTH>& a, int firstRow, const Tile<u16, WIDTH, DEPTH>& b) {
#pragma unroll
        for (int k = 0; k < DEPTH; k += 16) {
            u32 left[4];
            loadLeft(left, a, firstRow, k);
#pragma unroll
            for (int part = 0; part < sums.PARTS; part += 2) {
                u32 right[4];
                loadMatrices(right, &b.entries[8 * part + lane() / 16 * 8 + lane() % 8][k + lane() / 8 % 2 * 8]);
                addProductOfHalves(sums.v[part], left, right);
                addProductOfHalves(sums.v[part + 1], left, right + 2);
            }
        }
    }
};

// ---- In tf32 ----

struct TensorFloats {
    typedef float Element;
    typedef Four Quad;
    static const int BF16 = 0;

    __device__ static void putQuad(float* to, Four numbers) {
        for (int j = 0; j < 4; j++) {
            numbers.v[j] = tensorFloat(numbers.v[j]);
        }
        *reinterpret_cast<Four*>(to) = numbers;
    }

    __device__ static void putOne(float* to, float number) {
        *to = tensorFloat(number);
    }

    __device__ static void putPair(float* to, float first, float second) {
        putOne(to, first);
        putOne(to + 1, second);
    }

    // Matrices of 8 x 8 halves are as well such of 8 x 4 floats, of which each lane gets one.
    __device__ __forceinline__ static void load(u32 (&numbers)[4], const float* row) {
        loadMatrices(numbers, reinterpret_cast<const u16*>(row));
    }

    // The 16 x 8 of A from a row and a column on: the upper left 8 x 4, the lower left, the upper right, the lower right.
    template <int ROWS, int DEPTH>
    __device__ __forceinline__ static void loadLeft(
            u32 (&left)[4], const Tile<float, ROWS, DEPTH>& a, int firstRow, int column) {
        load(left, &a.entries[firstRow + lane() % 16][column + lane() / 16 * 4]);
    }

    // sums += A B, where A is 16 rows of a tile, from firstRow on.
    template <int ROWS, int DEPTH, int WIDTH>
    __device__ __forceinline__ static void addProduct(
            Strip<WIDTH>& sums, const Tile<float, ROWS, DEPTH>& a, int firstRow, const Tile<float, DEPTH, WIDTH>& b) {
#pragma unroll
        for (int k = 0; k < DEPTH; k += 8) {
            u32 left[4];
            loadLeft(left, a, firstRow, k);
#pragma unroll
            for (int part = 0; part < sums.PARTS; part++) {
                u32 right[2];
                for (int i = 0; i < 2; i++) {
                    right[i] = __float_as_uint(b.entries[k + lane() % 4 + 4 * i][8 * part + lane() / 4]);
                }
                addProductOfTensorFloats(sums.v[part], left, right);
            }
        }
    }

    // sums += A B^T.
    template <int ROWS, int DEPTH, int WIDTH>
    __device__ __forceinline__ static void addTransposedProduct(
            Strip<WIDTH>& sums, const Tile<float, ROWS, DEPTH>& a, int firstRow, const Tile<float, WIDTH, DEPTH>& b) {
#pragma unroll
        for (int k = 0; k < DEPTH; k += 8) {
            u32 left[4];
            loadLeft(left, a, firstRow, k);
#pragma unroll
            for (int part = 0; part < sums.PARTS; part += 2) {
                u32 right[4];
                load(right, &b.entries[8 * part + lane() / 16 * 8 + lane() % 8][k + lane() / 8 % 2 * 4]);
                addProductOfTensorFloats(sums.v[part], left, right);
                addProductOfTensorFloats(sums.v[part + 1], left, right + 2);
            }
        }
    }
};

// ---- Into a tile ----

// The rows of a slice from first on. For all threads of a block.
template <class Arithmetic, int THREADS, int ROWS, int WIDTH>
__device__ __forceinline__ void loadTile(
        Tile<typename Arithmetic::Element, ROWS, WIDTH>& tile, const Slice& from, int first) {
    typedef typename Arithmetic::Quad Quad;
    const int QUADS = WIDTH / 4;
    if (!from.inFours || from.x.bf16 != Arithmetic::BF16) {
#pragma unroll 1
        for (u32 i = threadIdx.x; i < ROWS * WIDTH; i += THREADS) {
            int row = i / WIDTH;
            int column = i % WIDTH;
            bool exists = first + row < from.rows && column < from.width;
            Arithmetic::putOne(&tile.entries[row][column], exists ? from.x.at(from.at(first + row, column)) : 0);
        }
        return;
    }
    // Many loads at once, for each takes long.
    const int COUNT = ROWS * QUADS / THREADS;
    const int BATCH = COUNT < 8 ? COUNT : 8;
    static_assert(COUNT * THREADS == ROWS * QUADS && COUNT % BATCH == 0, "all threads load as much");
#pragma unroll 1
    for (u32 begin = threadIdx.x; begin < ROWS * QUADS; begin += BATCH * THREADS) {
        Quad batch[BATCH];
#pragma unroll
        for (int j = 0; j < BATCH; j++) {
            int row = first + (begin + j * THREADS) / QUADS;
            int column = begin % QUADS * 4;
            batch[j] = Quad{};
            if (row < from.rows && column < from.width) {
                batch[j] = static_cast<const Quad*>(from.x.data)[from.at(row, column) >> 2];
            }
        }
#pragma unroll
        for (int j = 0; j < BATCH; j++) {
            Arithmetic::putQuad(&tile.entries[(begin + j * THREADS) / QUADS][begin % QUADS * 4], batch[j]);
        }
    }
}

// 16 rows, from firstRow on, that this warp alone writes and reads.
template <class Arithmetic, int ROWS, int WIDTH>
__device__ __forceinline__ void storeStrip(
        Tile<typename Arithmetic::Element, ROWS, WIDTH>& tile, int firstRow, const Strip<WIDTH>& strip) {
    __syncwarp();
#pragma unroll
    for (int part = 0; part < strip.PARTS; part++) {
#pragma unroll
        for (int i = 0; i < 4; i += 2) {
            typename Arithmetic::Element* to = &tile.entries[firstRow + strip.row(i)][strip.column(part, i)];
            Arithmetic::putPair(to, strip.v[part][i], strip.v[part][i + 1]);
        }
    }
    __syncwarp();
}

// ---- Out of a strip ----

struct alignas(8) Two {
    float v[2];
};

// The rows of a slice from first on become the strip; what is beyond the last row and column is dropped.
template <int WIDTH>
__device__ __forceinline__ void putStrip(const Slice& to, int first, const Strip<WIDTH>& strip) {
#pragma unroll
    for (int part = 0; part < strip.PARTS; part++) {
#pragma unroll
        for (int i = 0; i < 4; i += 2) {
            int row = first + strip.row(i);
            int column = strip.column(part, i);
            if (row >= to.rows || column >= to.width) {
                continue;
            }
            Index at = to.at(row, column);
            Two two = {{strip.v[part][i], strip.v[part][i + 1]}};
            u32 halves = twoRounded(two.v[0], two.v[1]);
            if (to.inFours) {
                if (to.x.bf16) {
                    static_cast<u32*>(to.x.data)[at >> 1] = halves;
                } else {
                    static_cast<Two*>(to.x.data)[at >> 1] = two;
                }
                continue;
            }
            for (int j = 0; j < 2 && column + j < to.width; j++) {
                if (to.x.bf16) {
                    static_cast<u16*>(to.x.data)[at + j] = (u16)(halves >> 16 * j);
                } else {
                    static_cast<float*>(to.x.data)[at + j] = two.v[j];
                }
            }
        }
    }
}
