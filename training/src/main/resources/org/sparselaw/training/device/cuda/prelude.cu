// What all kernels share. The families are compiled behind this file, as one source: by NVRTC for a card, and as C++ where there is
// none, with threads emulated. Sums are taken in an order that depends on sizes alone, so that the same numbers give the same bits on
// any card; only counts are added up by atomics.

#ifndef EMULATION
#define KERNEL extern "C" __global__ void
#define DYNAMIC_SHARED(type, name) \
    extern __shared__ __align__(16) unsigned char dynamicShared[]; \
    type* name = reinterpret_cast<type*>(dynamicShared)
#endif

typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long Index;

#define INFINITE __int_as_float(0x7f800000)
#define NOT_A_NUMBER __int_as_float(0x7fc00000)

static const int WARP = 32;
static const u32 ALL_LANES = 0xffffffffu;

// ---- Numbers in f32 or bf16 ----

__device__ inline float widened(u16 bits) {
    return __uint_as_float((u32)bits << 16);
}

// Rounded to the nearest, ties to even; what is not a number stays so.
__device__ inline u16 rounded(float value) {
    u32 bits = __float_as_uint(value);
    if ((bits & 0x7fffffffu) > 0x7f800000u) {
        return (u16)(bits >> 16 | 0x40);
    }
    return (u16)((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}

struct alignas(16) Four {
    float v[4];
};

struct alignas(8) FourHalves {
    u16 v[4];
};

// A buffer, or a matrix in one. Which numbers it holds is the same for all threads of a launch, so asking costs next to nothing, and
// no kernel needs a copy of itself for every combination of types.
struct Numbers {
    void* data;
    int bf16;
    int stride; // of rows

    __device__ float at(Index i) const {
        return bf16 ? widened(static_cast<const u16*>(data)[i]) : static_cast<const float*>(data)[i];
    }

    __device__ void put(Index i, float value) const {
        if (bf16) {
            static_cast<u16*>(data)[i] = rounded(value);
        } else {
            static_cast<float*>(data)[i] = value;
        }
    }

    // Four from i, a multiple of 4, on.
    __device__ Four four(Index i) const {
        if (!bf16) {
            return static_cast<const Four*>(data)[i >> 2];
        }
        FourHalves halves = static_cast<const FourHalves*>(data)[i >> 2];
        Four numbers;
        for (int j = 0; j < 4; j++) {
            numbers.v[j] = widened(halves.v[j]);
        }
        return numbers;
    }

    __device__ void putFour(Index i, const Four& numbers) const {
        if (!bf16) {
            static_cast<Four*>(data)[i >> 2] = numbers;
            return;
        }
        FourHalves halves;
        for (int j = 0; j < 4; j++) {
            halves.v[j] = rounded(numbers.v[j]);
        }
        static_cast<FourHalves*>(data)[i >> 2] = halves;
    }
};

// One row of a matrix without gaps, read and written four numbers at a time; those behind its end are 0 and are not written.
struct Row {
    Numbers x;
    Index start;
    int width;

    __device__ Row(Numbers x, Index row, int width) : x(x), start(row * width), width(width) {}

    __device__ Four four(int i) const {
        if ((width & 3) == 0) {
            return x.four(start + i);
        }
        Four numbers;
        for (int j = 0; j < 4; j++) {
            numbers.v[j] = i + j < width ? x.at(start + i + j) : 0;
        }
        return numbers;
    }

    __device__ void putFour(int i, const Four& numbers) const {
        if ((width & 3) == 0) {
            x.putFour(start + i, numbers);
            return;
        }
        for (int j = 0; j < 4 && i + j < width; j++) {
            x.put(start + i + j, numbers.v[j]);
        }
    }
};

// ---- Which part of the work a thread does ----

__device__ inline Index threadOfGrid() {
    return (Index)blockIdx.x * blockDim.x + threadIdx.x;
}

__device__ inline Index threadsOfGrid() {
    return (Index)gridDim.x * blockDim.x;
}

__device__ inline int lane() {
    return threadIdx.x % WARP;
}

__device__ inline int warp() {
    return threadIdx.x / WARP;
}

// Row kernels give each warp a row.
__device__ inline Index rowOfWarp() {
    return (Index)blockIdx.x * (blockDim.x / WARP) + warp();
}

// ---- Sums ----

template <class Number>
__device__ inline Number warpSum(Number value) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        value += __shfl_xor_sync(ALL_LANES, value, distance);
    }
    return value;
}

__device__ inline float warpMaximum(float value) {
    for (int distance = WARP / 2; distance > 0; distance /= 2) {
        float other = __shfl_xor_sync(ALL_LANES, value, distance);
        // What is not a number wins.
        value = other > value || other != other ? other : value;
    }
    return value;
}

// The sum over a block of whole warps, for every thread. All threads must call it.
template <class Number>
__device__ inline Number blockSum(Number value) {
    __shared__ Number sums[WARP];
    value = warpSum(value);
    __syncthreads();
    if (lane() == 0) {
        sums[warp()] = value;
    }
    __syncthreads();
    Number sum = 0;
    for (int i = 0; i < (int)blockDim.x / WARP; i++) {
        sum += sums[i];
    }
    return sum;
}

__device__ inline float blockMaximum(float value) {
    __shared__ float greatest[WARP];
    value = warpMaximum(value);
    __syncthreads();
    if (lane() == 0) {
        greatest[warp()] = value;
    }
    __syncthreads();
    return warpMaximum(lane() < (int)blockDim.x / WARP ? greatest[lane()] : -INFINITE);
}

// Whether entry i of a bit-packed mask is kept; without a mask all are.
__device__ inline bool isKept(const u32* mask, Index i) {
    return mask == nullptr || (mask[i >> 5] >> (i & 31) & 1) != 0;
}
