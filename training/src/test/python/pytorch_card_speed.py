"""Training speed of PyTorch on a GPU: python3 pytorch_card_speed.py MODEL cuda|cpu SECONDS WAY...

A WAY is eager or compiled, a dash, and explicit or fused: attention as products and a softmax, or as PyTorch's
scaled_dot_product_attention. For each that works here a line with the tokens/s or images/s of the fastest row of steps.

As one would train: weights in f32, bf16 by autocast, the fused AdamW, the batch from pinned memory anew in each step. The loss
leaves out the z-loss that the Java side computes and is not read by the host: less work than ours, not more.
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F

import pytorch_models
import vision_model

ROW = WARM_UP = 5


def fused_text_attention(q, k, v, bias):
    """As pytorch_models.attention."""
    q, k, v = (x.transpose(1, 2) for x in (q, k, v))
    mask = None if bias is None else bias.to(q.dtype).unsqueeze(0)
    out = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=1.0)
    return out.transpose(1, 2).flatten(2)


def model_of(case):
    if "image" in case["shape"]:
        return vision_model.VisionTransformer(case["shape"])
    model = pytorch_models.Transformer(case["shape"], case["input_length"], case["target_length"])
    torch.nn.init.normal_(model.embedding.weight, std=0.05)
    return model


def batch_of(case):
    shape, batch = case["shape"], case["batch"]
    if "image" in shape:
        side = shape["image"]
        return [torch.randn(batch, side, side, 3), torch.randint(0, shape["classes"], (batch,))]

    def ids(length):
        return torch.randint(1, shape["vocabulary"], (batch, length)) if length else None

    return [ids(case["input_length"]), ids(case["target_length"]), ids(case["target_length"])]


def speed(case, device, seconds, compiled):
    torch.manual_seed(1)
    model = model_of(case).to(device)
    on_gpu = device == "cuda"
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01, **({"fused": True} if on_gpu else {}))
    no_z_loss = {} if "image" in case["shape"] else {"z_loss": 0}
    loss_of = torch.compile(model.loss) if compiled else model.loss
    batch = batch_of(case)
    if on_gpu:
        batch = [x if x is None else x.pin_memory() for x in batch]

    def seconds_of(steps):
        start = time.perf_counter()
        for _ in range(steps):
            there = [x if x is None else x.to(device, non_blocking=True) for x in batch]
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast(device, dtype=torch.bfloat16):
                _, loss = loss_of(*there, **no_z_loss)
            loss.backward()
            optimizer.step()
        if on_gpu:
            torch.cuda.synchronize()
        return (time.perf_counter() - start) / steps

    seconds_of(WARM_UP)
    best, end = float("inf"), time.perf_counter() + seconds
    while best == float("inf") or time.perf_counter() < end:
        best = min(best, seconds_of(ROW))
    counted = 1 if "image" in case["shape"] else case["input_length"] + case["target_length"]
    return case["batch"] * counted / best


def main():
    name, device, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    with open(os.path.join(os.path.dirname(__file__), "benchmark_models.json")) as file:
        case = json.load(file)[name]
    explicit = pytorch_models.attention, vision_model.attention
    for way in sys.argv[4:]:
        engine, attention = way.split("-")
        if engine == "compiled" and not hasattr(torch, "compile"):
            print(f"{way}: left out, PyTorch {torch.__version__} has no torch.compile", flush=True)
            continue
        if attention == "fused" and not hasattr(F, "scaled_dot_product_attention"):
            print(f"{way}: left out, PyTorch {torch.__version__} has no scaled_dot_product_attention", flush=True)
            continue
        fused = attention == "fused"
        pytorch_models.attention = fused_text_attention if fused else explicit[0]
        vision_model.attention = F.scaled_dot_product_attention if fused else explicit[1]
        begin = time.perf_counter()
        try:
            result = speed(case, device, seconds, engine == "compiled")
        except Exception as e:  # what one way cannot do, such as fit into memory, the others may
            print(f"{way}: failed, {type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}", flush=True)
        else:
            print(f"SPEED\t{way}\t{result:.1f}\t(in {time.perf_counter() - begin:.0f} s)", flush=True)
        if device == "cuda":
            torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
