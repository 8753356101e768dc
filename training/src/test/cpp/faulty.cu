// Kernels that are wrong, each in one way that the emulation promises to notice; and one that is right.

// Reads what its neighbour writes, without waiting for it.
KERNEL withoutBarrier(float* out) {
    DYNAMIC_SHARED(float, values);
    values[threadIdx.x] = (float)threadIdx.x;
    out[threadIdx.x] = values[(threadIdx.x + 1) % blockDim.x];
}

KERNEL withBarrier(float* out) {
    DYNAMIC_SHARED(float, values);
    values[threadIdx.x] = (float)threadIdx.x;
    __syncthreads();
    out[threadIdx.x] = values[(threadIdx.x + 1) % blockDim.x];
}

KERNEL behindSharedMemory(float* out) {
    DYNAMIC_SHARED(float, values);
    values[blockDim.x] = out[0];
}

KERNEL behindBuffer(float* out) {
    out[blockDim.x] = 1;
}

KERNEL halfAWarp(float* out) {
    if (lane() < 16) {
        out[threadIdx.x] = warpSum(1.0f);
    }
}

// Sums of each block by way of shuffles and barriers, a ballot, and the block's place.
KERNEL exchanges(float* out) {
    float sum = blockSum((float)(threadIdx.x + 1));
    u32 odd = __ballot_sync(ALL_LANES, threadIdx.x % 2);
    int block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
    float place = 1000.0f * blockIdx.x + 10000.0f * blockIdx.y + 100000.0f * blockIdx.z;
    out[block * blockDim.x + threadIdx.x] = sum + (odd == 0xaaaaaaaau ? 0.5f : 0) + place;
}
