// What EmulatedCard calls. Addresses are those of this process; behind each allocation lies a guard that no kernel may write to.
#include <jni.h>

#include <cstdlib>
#include <map>
#include <vector>

#include "emulation.h"

namespace emulation {
struct Kernel {
    const char* name;
    void (*entry)(const char*);
};

extern const Kernel KERNELS[];
extern const int KERNEL_COUNT;
}  // namespace emulation

namespace {
const size_t ALIGNMENT = 256;
const size_t GUARD = 256;
const unsigned char GUARD_BYTE = 0xa5;

std::map<char*, size_t> allocations;

void fail(JNIEnv* env, const std::string& message) {
    env->ThrowNew(env->FindClass("java/lang/IllegalStateException"), message.c_str());
}

void checkGuards(const std::string& kernel) {
    for (const auto& allocation : allocations) {
        for (size_t i = 0; i < GUARD; i++) {
            if ((unsigned char)allocation.first[allocation.second + i] != GUARD_BYTE) {
                throw std::logic_error(kernel + " writes behind a buffer of " + std::to_string(allocation.second) + " bytes");
            }
        }
    }
}

float widened(const char* at, bool bf16) {
    if (!bf16) {
        float value;
        memcpy(&value, at, 4);
        return value;
    }
    uint16_t bits;
    memcpy(&bits, at, 2);
    return __uint_as_float((unsigned)bits << 16);
}

uint16_t rounded(float value) {
    unsigned bits = __float_as_uint(value);
    return std::isnan(value) ? (uint16_t)(bits >> 16 | 0x40) : (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

float tensorFloat(float value) { return __uint_as_float((__float_as_uint(value) + 0x1000) & 0xffffe000u); }
}  // namespace

extern "C" {
JNIEXPORT jlong JNICALL Java_org_sparselaw_training_device_cuda_EmulatedCard_allocateNative(JNIEnv*, jclass, jlong bytes) {
    size_t size = (size_t)bytes;
    char* memory = (char*)aligned_alloc(ALIGNMENT, (size + GUARD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    memset(memory, 0, size);
    memset(memory + size, GUARD_BYTE, GUARD);
    allocations[memory] = size;
    return (jlong)(intptr_t)memory;
}

JNIEXPORT void JNICALL Java_org_sparselaw_training_device_cuda_EmulatedCard_free(JNIEnv*, jclass, jlong address) {
    allocations.erase((char*)(intptr_t)address);
    free((void*)(intptr_t)address);
}

JNIEXPORT void JNICALL Java_org_sparselaw_training_device_cuda_EmulatedCard_copyNative(
        JNIEnv*, jclass, jlong from, jlong to, jlong bytes) {
    memmove((void*)(intptr_t)to, (void*)(intptr_t)from, (size_t)bytes);
}

JNIEXPORT jlong JNICALL Java_org_sparselaw_training_device_cuda_EmulatedCard_addressOf(JNIEnv* env, jclass, jobject buffer) {
    return (jlong)(intptr_t)env->GetDirectBufferAddress(buffer);
}

JNIEXPORT void JNICALL Java_org_sparselaw_training_device_cuda_EmulatedCard_run(
        JNIEnv* env,
        jclass,
        jstring name,
        jint x,
        jint y,
        jint z,
        jint threads,
        jint shared,
        jboolean backwards,
        jbyteArray arguments) {
    const char* chars = env->GetStringUTFChars(name, nullptr);
    std::string kernel = chars;
    env->ReleaseStringUTFChars(name, chars);
    std::vector<double> aligned((size_t)env->GetArrayLength(arguments) / sizeof(double) + 1);
    env->GetByteArrayRegion(arguments, 0, env->GetArrayLength(arguments), (jbyte*)aligned.data());
    emulation::Launch launch{{(unsigned)x, (unsigned)y, (unsigned)z}, (unsigned)threads, (size_t)shared, backwards != 0};
    for (int i = 0; i < emulation::KERNEL_COUNT; i++) {
        if (kernel == emulation::KERNELS[i].name) {
            try {
                emulation::run(launch, emulation::KERNELS[i].entry, (const char*)aligned.data());
                checkGuards(kernel);
            } catch (const std::exception& e) {
                fail(env, kernel + ": " + e.what());
            }
            return;
        }
    }
    fail(env, "no kernel " + kernel);
}

// In double precision, but for the rounding of operands.
JNIEXPORT void JNICALL Java_org_sparselaw_training_device_cuda_EmulatedCard_product(
        JNIEnv*,
        jclass,
        jfloat alpha,
        jlong a,
        jint aRow,
        jint aColumn,
        jlong b,
        jint bRow,
        jint bColumn,
        jboolean bf16,
        jfloat beta,
        jlong c,
        jint cRow,
        jboolean cBf16,
        jint m,
        jint n,
        jint k,
        jboolean tensorFloats) {
    int size = bf16 ? 2 : 4;
    std::vector<double> row((size_t)n);
    for (long i = 0; i < m; i++) {
        std::fill(row.begin(), row.end(), 0);
        for (long l = 0; l < k; l++) {
            float left = widened((const char*)(intptr_t)a + size * (i * aRow + l * aColumn), bf16);
            left = tensorFloats ? tensorFloat(left) : left;
            for (long j = 0; j < n; j++) {
                float right = widened((const char*)(intptr_t)b + size * (l * bRow + j * bColumn), bf16);
                row[(size_t)j] += (double)left * (tensorFloats ? tensorFloat(right) : right);
            }
        }
        for (long j = 0; j < n; j++) {
            char* at = (char*)(intptr_t)c + (cBf16 ? 2 : 4) * (i * cRow + j);
            float value = (float)(alpha * row[(size_t)j] + (beta == 0 ? 0 : beta * widened(at, cBf16)));
            uint16_t half = rounded(value);
            memcpy(at, cBf16 ? (const void*)&half : (const void*)&value, cBf16 ? 2 : 4);
        }
    }
}
}
