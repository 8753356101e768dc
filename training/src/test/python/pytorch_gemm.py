"""GFLOP/s of PyTorch's f32 matrix product, 1024 x 1024 x 1024, the median of some: python3 pytorch_gemm.py THREADS"""

import statistics
import sys
import time

import torch

SIZE = 1024

torch.set_num_threads(int(sys.argv[1]))
a, b = torch.randn(SIZE, SIZE), torch.randn(SIZE, SIZE)
times = []
for _ in range(20):
    start = time.perf_counter()
    a @ b
    times.append(time.perf_counter() - start)
print(2e-9 * SIZE**3 / statistics.median(times))
