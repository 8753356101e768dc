"""Training speed of PyTorch: python3 pytorch_speed.py T5|DECODER THREADS SECONDS; prints the tokens/s of the median step.

The loss leaves out the z-loss that the Java side computes, and batches are fixed: less work than ours, not more.
"""

import json
import os
import statistics
import sys
import time

import torch

from pytorch_models import Transformer

name, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
with open(os.path.join(os.path.dirname(__file__), "benchmark_models.json")) as file:
    case = json.load(file)[name]
torch.set_num_threads(threads)
torch.manual_seed(1)
torch.set_flush_denormal(True)

model = Transformer(case["shape"], case["input_length"], case["target_length"])
torch.nn.init.normal_(model.embedding.weight, std=0.05)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01, foreach=True)


def ids(length):
    return torch.randint(1, case["shape"]["vocabulary"], (case["batch"], length)) if length else None


inputs, targets, labels = ids(case["input_length"]), ids(case["target_length"]), ids(case["target_length"])
times = []
begin = time.perf_counter()
while len(times) < 4 or time.perf_counter() - begin < seconds:
    start = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    _, loss = model.loss(inputs, targets, labels, z_loss=0)
    loss.backward()
    optimizer.step()
    times.append(time.perf_counter() - start)
tokens = case["batch"] * (case["input_length"] + case["target_length"])
print(tokens / statistics.median(times[2:]))
