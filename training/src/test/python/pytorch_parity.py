"""Compares PyTorch with what ParityRecord wrote: python3 pytorch_parity.py MODEL FOLDER.

The loss and the gradient of every tensor on identical weights and data must agree within 1e-4 (of the norm of the gradient),
and the losses of 200 steps of AdamW within 1 %. Ends with exit code 1 where they do not.
"""

import json
import os
import sys

import numpy as np
import torch

from pytorch_models import Transformer
from vision_model import VisionTransformer

GRADIENTS, LOSSES = 1e-4, 0.01


def safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    header.pop("__metadata__", None)
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        values = np.frombuffer(data[begin:end], dtype="<f4").reshape(tensor["shape"])
        yield name, torch.from_numpy(values.copy())


name, folder = sys.argv[1:]
with open(os.path.join(os.path.dirname(__file__), "benchmark_models.json")) as file:
    case = json.load(file)[name]
with open(f"{folder}/record.json") as file:
    record = json.load(file)

vision = "image" in case["shape"]
model = (
    VisionTransformer(case["shape"])
    if vision
    else Transformer(case["shape"], case["input_length"], case["target_length"])
)
model.load(safetensors(f"{folder}/weights.safetensors"))
optimizer = torch.optim.AdamW(
    model.parameters(),
    lr=record["rate"],
    betas=record["betas"],
    eps=record["epsilon"],
    weight_decay=record["weight_decay"],
)
batches = len(record["labels"])
if vision:
    side = case["shape"]["image"]
    pixels = torch.tensor(record["inputs"]).view(batches, case["batch"], side, side, 3)
    examples = list(zip(pixels, torch.tensor(record["labels"])))
else:
    inputs = torch.tensor(record["inputs"]).view(batches, case["batch"], case["input_length"])
    labels = torch.tensor(record["labels"]).view(batches, case["batch"], case["target_length"])
    targets = torch.nn.functional.pad(labels[:, :, :-1], (1, 0))  # shifted right, id 0 first
    examples = list(zip(inputs, targets, labels))

worst_loss = 0.0
for step, expected in enumerate(record["losses"]):
    cross_entropy, loss = model.loss(*examples[step % batches])
    optimizer.zero_grad()
    loss.backward()
    if step == 0:
        first = abs(loss.item() - record["loss"]) / abs(loss.item())
        ours = dict(safetensors(f"{folder}/gradients.safetensors"))
        errors = {n: ((ours.pop(n) - g).norm() / g.norm()).item() for n, g in model.gradients()}
        ours = {n: g for n, g in ours.items() if not n.endswith("attention.key.bias")}
        assert not ours, f"without a counterpart: {sorted(ours)}"
    optimizer.step()
    worst_loss = max(worst_loss, abs(cross_entropy.item() - expected) / cross_entropy.item())

tensor, worst = max(errors.items(), key=lambda e: e[1])
print(
    f"{name}: first loss {record['loss']:.6f}, off by {first:.1e}; gradients of {len(errors)} tensors, worst {worst:.1e}"
    f" ({tensor}); {len(record['losses'])} steps from {record['losses'][0]:.4f} to {record['losses'][-1]:.4f},"
    f" losses at most {worst_loss:.1e} apart"
)
sys.exit(0 if first <= GRADIENTS and worst <= GRADIENTS and worst_loss <= LOSSES else 1)
