// Runs CUDA kernels where there is no GPU. A block's threads are fibers of one thread of the processor: each runs until it waits for
// its warp or its block. Blocks run one after the other. Which thread runs first can be turned round: results that depend on it lack a
// barrier. Whole warps alone are run, shuffles are for whole warps alone, and what a kernel writes behind its shared memory is noticed.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#define EMULATION
#define KERNEL static void
#define __device__
#define __global__
#define __shared__ static
#define __forceinline__ inline
#define __launch_bounds__(...)
#define DYNAMIC_SHARED(type, name) type* name = reinterpret_cast<type*>(emulation::dynamicShared())

struct Dim3 {
    unsigned x = 1;
    unsigned y = 1;
    unsigned z = 1;
};

extern Dim3 threadIdx;
extern Dim3 blockIdx;
extern Dim3 blockDim;
extern Dim3 gridDim;

namespace emulation {
void* dynamicShared();

// Each lane leaves its value and goes on when all lanes of its warp have; gives the values of all, 16 bytes apart.
const char* exchange(const void* value, size_t size);

void waitForBlock();

struct Launch {
    Dim3 grid;
    unsigned threads;
    size_t shared;
    bool backwards;
};

void run(const Launch& launch, void (*body)(const char*), const char* arguments);

template <class T>
T fromLane(T value, int lane) {
    static_assert(sizeof(T) <= 16, "at most 16 bytes");
    T other;
    memcpy(&other, exchange(&value, sizeof(T)) + 16 * (lane & 31), sizeof(T));
    return other;
}

inline void demandWholeWarp(unsigned mask) {
    if (mask != 0xffffffffu) {
        throw std::logic_error("only whole warps can exchange values");
    }
}
}  // namespace emulation

inline void __syncthreads() { emulation::waitForBlock(); }

inline void __syncwarp(unsigned mask = 0xffffffffu) {
    emulation::demandWholeWarp(mask);
    emulation::exchange("", 0);
}

template <class T>
T __shfl_sync(unsigned mask, T value, int lane) {
    emulation::demandWholeWarp(mask);
    return emulation::fromLane(value, lane);
}

template <class T>
T __shfl_xor_sync(unsigned mask, T value, int distance) {
    emulation::demandWholeWarp(mask);
    return emulation::fromLane(value, (int)(threadIdx.x & 31) ^ distance);
}

template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned distance) {
    emulation::demandWholeWarp(mask);
    int lane = (int)(threadIdx.x & 31);
    return emulation::fromLane(value, lane >= (int)distance ? lane - (int)distance : lane);
}

inline unsigned __ballot_sync(unsigned mask, int predicate) {
    emulation::demandWholeWarp(mask);
    const char* all = emulation::exchange(&predicate, sizeof(int));
    unsigned bits = 0;
    for (int lane = 0; lane < 32; lane++) {
        int its;
        memcpy(&its, all + 16 * lane, sizeof(int));
        bits |= (its != 0 ? 1u : 0u) << lane;
    }
    return bits;
}

inline unsigned __float_as_uint(float x) {
    unsigned bits;
    memcpy(&bits, &x, 4);
    return bits;
}

inline float __uint_as_float(unsigned bits) {
    float x;
    memcpy(&x, &bits, 4);
    return x;
}

inline float __int_as_float(int bits) { return __uint_as_float((unsigned)bits); }
inline int __popc(unsigned bits) { return __builtin_popcount(bits); }
inline float rsqrtf(float x) { return 1 / sqrtf(x); }

// Blocks and threads take turns, so a sum in memory needs no more than this.
template <class T>
T atomicAdd(T* address, T value) {
    T before = *address;
    *address += value;
    return before;
}

// ---- Tensor cores, with numbers spread over the lanes as the PTX ISA says ----

namespace emulation {
inline float fromHalf(unsigned two, int which) {
    return __uint_as_float(which == 0 ? two << 16 : two & 0xffff0000u);
}

// Tensor cores do not look at the last 13 bits.
inline float fromTensorFloat(const char* number) {
    unsigned bits;
    memcpy(&bits, number, 4);
    return __uint_as_float(bits & 0xffffe000u);
}

// ldmatrix.sync.aligned.m8n8.x4.b16: lanes 8 i ... 8 i + 7 name the rows of matrix i.
inline void loadMatrices(unsigned (&numbers)[4], const unsigned short* row) {
    int lane = (int)(threadIdx.x & 31);
    const char* rows = exchange(&row, sizeof(row));
    for (int i = 0; i < 4; i++) {
        const unsigned short* its;
        memcpy(&its, rows + 16 * (8 * i + lane / 4), sizeof(its));
        numbers[i] = its[lane % 4 * 2] | (unsigned)its[lane % 4 * 2 + 1] << 16;
    }
}

// The same with .trans.
inline void loadMatricesTransposed(unsigned (&numbers)[4], const unsigned short* row) {
    int lane = (int)(threadIdx.x & 31);
    const char* rows = exchange(&row, sizeof(row));
    for (int i = 0; i < 4; i++) {
        const unsigned short* upper;
        const unsigned short* lower;
        memcpy(&upper, rows + 16 * (8 * i + lane % 4 * 2), sizeof(upper));
        memcpy(&lower, rows + 16 * (8 * i + lane % 4 * 2 + 1), sizeof(lower));
        numbers[i] = upper[lane / 4] | (unsigned)lower[lane / 4] << 16;
    }
}

// mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32
inline void addProductOfHalves(float (&sums)[4], const unsigned (&a)[4], const unsigned* b) {
    int lane = (int)(threadIdx.x & 31);
    float left[2][16];  // the two rows of A that this lane needs, read before the next exchange
    const char* all = exchange(a, sizeof(a));
    for (int row = 0; row < 2; row++) {
        for (int k = 0; k < 16; k++) {
            unsigned two;
            memcpy(&two, all + 16 * (lane / 4 * 4 + k % 8 / 2) + 4 * (row + k / 8 * 2), 4);
            left[row][k] = fromHalf(two, k % 2);
        }
    }
    all = exchange(b, 8);
    for (int column = 0; column < 2; column++) {
        for (int k = 0; k < 16; k++) {
            unsigned two;
            memcpy(&two, all + 16 * ((lane % 4 * 2 + column) * 4 + k % 8 / 2) + 4 * (k / 8), 4);
            sums[column] += left[0][k] * fromHalf(two, k % 2);
            sums[2 + column] += left[1][k] * fromHalf(two, k % 2);
        }
    }
}

// mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32
inline void addProductOfTensorFloats(float (&sums)[4], const unsigned (&a)[4], const unsigned* b) {
    int lane = (int)(threadIdx.x & 31);
    float left[2][8];  // the two rows of A that this lane needs, read before the next exchange
    const char* all = exchange(a, sizeof(a));
    for (int row = 0; row < 2; row++) {
        for (int k = 0; k < 8; k++) {
            left[row][k] = fromTensorFloat(all + 16 * (lane / 4 * 4 + k % 4) + 4 * (row + k / 4 * 2));
        }
    }
    all = exchange(b, 8);
    for (int column = 0; column < 2; column++) {
        for (int k = 0; k < 8; k++) {
            float right = fromTensorFloat(all + 16 * ((lane % 4 * 2 + column) * 4 + k % 4) + 4 * (k / 4));
            sums[column] += left[0][k] * right;
            sums[2 + column] += left[1][k] * right;
        }
    }
}
}  // namespace emulation

// ---- From a buffer of arguments, laid out as CUDA lays them out, to a call ----

namespace emulation {
template <class... Arguments, size_t... I>
void call(void (*kernel)(Arguments...), const char* buffer, std::index_sequence<I...>) {
    size_t offsets[sizeof...(Arguments) + 1];
    size_t at = 0;
    size_t next = 0;
    ((at = (at + alignof(Arguments) - 1) / alignof(Arguments) * alignof(Arguments), offsets[next++] = at, at += sizeof(Arguments)), ...);
    kernel(*reinterpret_cast<const Arguments*>(buffer + offsets[I])...);
}

template <class... Arguments>
void call(void (*kernel)(Arguments...), const char* buffer) {
    call(kernel, buffer, std::index_sequence_for<Arguments...>{});
}

template <auto kernel>
void entry(const char* buffer) {
    call(kernel, buffer);
}
}  // namespace emulation
