#include "emulation.h"

#include <setjmp.h>
#include <ucontext.h>

#include <memory>
#include <vector>

Dim3 threadIdx;
Dim3 blockIdx;
Dim3 blockDim;
Dim3 gridDim;

namespace emulation {
namespace {
const size_t STACK = 128 << 10;
const size_t GUARD = 64;
const unsigned char POISON = 0xff;  // not a number, in f32 and bf16

enum class State { READY, AT_WARP, AT_BLOCK, DONE };

struct Fiber {
    ucontext_t context;
    jmp_buf place;
    bool started = false;
    State state = State::READY;
    int exchanges = 0;
    std::unique_ptr<char[]> stack{new char[STACK]};
};

struct Warp {
    alignas(16) char values[2][32 * 16];
};

std::vector<std::unique_ptr<Fiber>> fibers;
std::vector<Warp> warps;
std::vector<char> shared;
ucontext_t schedulerContext;
jmp_buf scheduler;
Fiber* current;
void (*body)(const char*);
const char* arguments;
std::string failure;

// A context is made once and entered by swapcontext; from then on jumps are enough, which cost no system call.
void yield(State state) {
    current->state = state;
    if (_setjmp(current->place) == 0) {
        _longjmp(scheduler, 1);
    }
}

// The same fiber is a thread of one block after the other.
void fiberMain() {
    for (;;) {
        try {
            body(arguments);
        } catch (const std::exception& e) {
            failure = e.what();
        }
        yield(State::DONE);
    }
}

void resume(unsigned thread) {
    Fiber& fiber = *fibers[thread];
    current = &fiber;
    threadIdx.x = thread;
    if (_setjmp(scheduler) == 0) {
        if (fiber.started) {
            _longjmp(fiber.place, 1);
        }
        fiber.started = true;
        swapcontext(&schedulerContext, &fiber.context);
    }
}

void prepare(unsigned threads) {
    warps.resize((threads + 31) / 32);
    while (fibers.size() < threads) {
        fibers.push_back(std::make_unique<Fiber>());
    }
    for (unsigned thread = 0; thread < threads; thread++) {
        Fiber& fiber = *fibers[thread];
        if (!fiber.started || fiber.state != State::DONE) {
            // New, or left in the middle of a kernel that failed.
            getcontext(&fiber.context);
            fiber.context.uc_stack.ss_sp = fiber.stack.get();
            fiber.context.uc_stack.ss_size = STACK;
            fiber.context.uc_link = nullptr;
            makecontext(&fiber.context, fiberMain, 0);
            fiber.started = false;
        }
        fiber.state = State::READY;
        fiber.exchanges = 0;
    }
}

// Runs the lanes of a warp until all of them wait for the block or are done.
void runWarp(unsigned first, bool backwards) {
    for (;;) {
        int waiting = 0;
        int others = 0;
        for (unsigned i = 0; i < 32; i++) {
            unsigned thread = first + (backwards ? 31 - i : i);
            if (fibers[thread]->state == State::READY) {
                resume(thread);
            }
            (fibers[thread]->state == State::AT_WARP ? waiting : others)++;
        }
        if (waiting == 0 || !failure.empty()) {
            return;
        }
        if (others > 0) {
            failure = "a part of a warp waits for the rest, which is done or waits for the block";
            return;
        }
        for (unsigned i = 0; i < 32; i++) {
            fibers[first + i]->state = State::READY;
        }
    }
}

void runBlock(unsigned threads, bool backwards) {
    prepare(threads);
    for (;;) {
        for (unsigned i = 0; i < threads / 32 && failure.empty(); i++) {
            runWarp(32 * (backwards ? threads / 32 - 1 - i : i), backwards);
        }
        unsigned waiting = 0;
        for (unsigned thread = 0; thread < threads; thread++) {
            if (fibers[thread]->state == State::AT_BLOCK) {
                fibers[thread]->state = State::READY;
                waiting++;
            }
        }
        if (waiting == 0 || !failure.empty()) {
            return;
        }
    }
}
}  // namespace

void* dynamicShared() { return shared.data(); }

const char* exchange(const void* value, size_t size) {
    Warp& warp = warps[threadIdx.x / 32];
    // In turns, so that no lane overwrites what another has yet to read.
    char* values = warp.values[current->exchanges++ % 2];
    memcpy(values + 16 * (threadIdx.x % 32), value, size);
    yield(State::AT_WARP);
    return values;
}

void waitForBlock() { yield(State::AT_BLOCK); }

void run(const Launch& launch, void (*kernel)(const char*), const char* buffer) {
    if (launch.threads % 32 != 0 || launch.threads == 0 || launch.threads > 1024) {
        throw std::logic_error("threads of a block: " + std::to_string(launch.threads) + " (whole warps, 1024 at most)");
    }
    body = kernel;
    arguments = buffer;
    gridDim = launch.grid;
    blockDim = Dim3{launch.threads, 1, 1};
    failure.clear();
    unsigned blocks = launch.grid.x * launch.grid.y * launch.grid.z;
    for (unsigned i = 0; i < blocks; i++) {
        unsigned block = launch.backwards ? blocks - 1 - i : i;
        blockIdx = Dim3{block % launch.grid.x, block / launch.grid.x % launch.grid.y, block / launch.grid.x / launch.grid.y};
        shared.assign(launch.shared + GUARD, (char)POISON);
        runBlock(launch.threads, launch.backwards);
        for (size_t j = 0; j < GUARD && failure.empty(); j++) {
            if ((unsigned char)shared[launch.shared + j] != POISON) {
                failure = "writes behind its shared memory";
            }
        }
        if (!failure.empty()) {
            throw std::logic_error(failure);
        }
    }
}
}  // namespace emulation
