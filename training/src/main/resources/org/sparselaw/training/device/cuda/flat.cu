// Kernels that treat every number alone, and sums over whole buffers.

// Calls body(i, count) for the numbers i ... i + count of this thread: fours, but for the last ones of all.
template <class Body>
__device__ inline void eachFour(Index size, Body body) {
    Index step = 4 * threadsOfGrid();
    for (Index i = 4 * threadOfGrid(); i < size; i += step) {
        body(i, size - i < 4 ? (int)(size - i) : 4);
    }
}

__device__ inline Four some(Numbers x, Index i, int count) {
    if (count == 4) {
        return x.four(i);
    }
    Four numbers = {{0, 0, 0, 0}};
    for (int j = 0; j < count; j++) {
        numbers.v[j] = x.at(i + j);
    }
    return numbers;
}

__device__ inline void putSome(Numbers x, Index i, int count, const Four& numbers) {
    if (count == 4) {
        x.putFour(i, numbers);
        return;
    }
    for (int j = 0; j < count; j++) {
        x.put(i + j, numbers.v[j]);
    }
}

KERNEL fill(Numbers x, Index size, float value) {
    eachFour(size, [&](Index i, int count) { putSome(x, i, count, Four{{value, value, value, value}}); });
}

// to = from, of whichever types.
KERNEL convert(Numbers from, Numbers to, Index size) {
    eachFour(size, [&](Index i, int count) { putSome(to, i, count, some(from, i, count)); });
}

KERNEL add(Numbers x, Numbers y, Index size) {
    eachFour(size, [&](Index i, int count) {
        Four a = some(x, i, count);
        Four b = some(y, i, count);
        for (int j = 0; j < 4; j++) {
            b.v[j] += a.v[j];
        }
        putSome(y, i, count, b);
    });
}

KERNEL scale(Numbers x, Index size, float factor) {
    eachFour(size, [&](Index i, int count) {
        Four a = some(x, i, count);
        for (int j = 0; j < 4; j++) {
            a.v[j] *= factor;
        }
        putSome(x, i, count, a);
    });
}

KERNEL relu(Numbers x, Numbers out, Index size) {
    eachFour(size, [&](Index i, int count) {
        Four a = some(x, i, count);
        for (int j = 0; j < 4; j++) {
            a.v[j] = a.v[j] < 0 ? 0 : a.v[j];
        }
        putSome(out, i, count, a);
    });
}

KERNEL reluBackward(Numbers dOut, Numbers out, Numbers dx, Index size) {
    eachFour(size, [&](Index i, int count) {
        Four d = some(dOut, i, count);
        Four a = some(out, i, count);
        for (int j = 0; j < 4; j++) {
            d.v[j] = a.v[j] > 0 ? d.v[j] : 0;
        }
        putSome(dx, i, count, d);
    });
}

// ---- Gated GELU, tanh form ----

static const float ROOT_2_OVER_PI = 0.7978845608028654f;
static const float CUBIC = 0.044715f;

struct Gelu {
    float value;
    float slope;
};

// gelu(x) = x s and gelu'(x) = s + x s (1 - s) u' with s = 1 / (1 + e^-u), u = 2 sqrt(2/pi) (x + 0.044715 x^3), for
// (1 + tanh(u / 2)) / 2 = s. Beyond 10, s is 0 or 1 in f32 and x^3 might overflow.
__device__ inline Gelu gelu(float x) {
    if (x > 10) {
        return Gelu{x, 1};
    }
    if (x < -10) {
        return Gelu{0, 0};
    }
    float u = 2 * ROOT_2_OVER_PI * (x + CUBIC * x * x * x);
    float slope = 2 * ROOT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
    // With the power of the negative of |u| there is no overflow, and 1 - s keeps its digits.
    float e = expf(-fabsf(u));
    float greater = 1 / (1 + e);
    float lesser = e * greater;
    float s = u < 0 ? lesser : greater;
    return Gelu{x * s, s + x * greater * lesser * slope};
}

KERNEL gatedGelu(Numbers gate, Numbers linear, Numbers out, Index size) {
    eachFour(size, [&](Index i, int count) {
        Four a = some(gate, i, count);
        Four b = some(linear, i, count);
        for (int j = 0; j < 4; j++) {
            a.v[j] = gelu(a.v[j]).value * b.v[j];
        }
        putSome(out, i, count, a);
    });
}

KERNEL gatedGeluBackward(Numbers dOut, Numbers gate, Numbers linear, Numbers dGate, Numbers dLinear, Index size) {
    eachFour(size, [&](Index i, int count) {
        Four d = some(dOut, i, count);
        Four a = some(gate, i, count);
        Four b = some(linear, i, count);
        for (int j = 0; j < 4; j++) {
            Gelu g = gelu(a.v[j]);
            a.v[j] = d.v[j] * b.v[j] * g.slope;
            b.v[j] = d.v[j] * g.value;
        }
        putSome(dGate, i, count, a);
        putSome(dLinear, i, count, b);
    });
}

// ---- Sums over a buffer: first one a block, of blocks whose number does not depend on the card, then of those ----

KERNEL sumOfSquares(Numbers x, Index size, double* sums) {
    double sum = 0;
    eachFour(size, [&](Index i, int count) {
        Four a = some(x, i, count);
        for (int j = 0; j < 4; j++) {
            sum += (double)a.v[j] * a.v[j];
        }
    });
    sum = blockSum(sum);
    if (threadIdx.x == 0) {
        sums[blockIdx.x] = sum;
    }
}

KERNEL countNonZeros(Numbers x, Index size, double* sums) {
    double count = 0;
    eachFour(size, [&](Index i, int some_) {
        Four a = some(x, i, some_);
        for (int j = 0; j < some_; j++) {
            count += a.v[j] != 0;
        }
    });
    count = blockSum(count);
    if (threadIdx.x == 0) {
        sums[blockIdx.x] = count;
    }
}

// sums[0 ... groups] become the sums of every groups-th number. One block.
KERNEL totals(double* sums, int count, int groups) {
    for (int group = 0; group < groups; group++) {
        double sum = 0;
        for (int i = threadIdx.x * groups + group; i < count; i += blockDim.x * groups) {
            sum += sums[i];
        }
        sum = blockSum(sum);
        __syncthreads();
        if (threadIdx.x == 0) {
            sums[group] = sum;
        }
    }
}
