"""T5.1.1 in NumPy, double precision, written from Hugging Face's modeling_t5.py and independent of the Java code.

Prints the numbers that TestT5Reference expects: python3 t5_reference.py
"""

import math

import numpy as np

VOCABULARY, WIDTH, HEADS, HEAD_SIZE, LAYERS, MLP = 11, 6, 2, 3, 2, 7
BUCKETS, MAX_DISTANCE = 8, 16
INPUTS = np.array([[3, 8, 2, 5, 3, 1], [7, 4, 9, 1, 0, 0]])
LABELS = np.array([[4, 2, 2, 1], [10, 3, 1, 0]])


def names():
    yield "shared.weight", (VOCABULARY, WIDTH)
    for stack in ("encoder", "decoder"):
        for block in range(LAYERS):
            attentions = ["SelfAttention"] + (["EncDecAttention"] if stack == "decoder" else [])
            for i, kind in enumerate(attentions):
                layer = f"{stack}.block.{block}.layer.{i}"
                for p in "qkv":
                    yield f"{layer}.{kind}.{p}.weight", (HEADS * HEAD_SIZE, WIDTH)
                yield f"{layer}.{kind}.o.weight", (WIDTH, HEADS * HEAD_SIZE)
                if block == 0 and i == 0:
                    yield f"{layer}.{kind}.relative_attention_bias.weight", (BUCKETS, HEADS)
                yield f"{layer}.layer_norm.weight", (WIDTH,)
            layer = f"{stack}.block.{block}.layer.{len(attentions)}"
            yield f"{layer}.DenseReluDense.wi_0.weight", (MLP, WIDTH)
            yield f"{layer}.DenseReluDense.wi_1.weight", (MLP, WIDTH)
            yield f"{layer}.DenseReluDense.wo.weight", (WIDTH, MLP)
            yield f"{layer}.layer_norm.weight", (WIDTH,)
        yield f"{stack}.final_layer_norm.weight", (WIDTH,)
    yield "lm_head.weight", (VOCABULARY, WIDTH)


def weight(t, name, shape):
    i = np.arange(1, math.prod(shape) + 1)
    values = 0.5 * np.sin(0.37 * i * i + 1.3 * t)
    return (values + (1.0 if "norm" in name else 0.0)).reshape(shape)


W = {name: weight(t, name, shape) for t, (name, shape) in enumerate(names())}


def bucket(relative_position, bidirectional):
    buckets, result, n = BUCKETS, 0, -relative_position
    if bidirectional:
        buckets //= 2
        result += buckets if relative_position > 0 else 0
        n = abs(n)
    else:
        n = max(n, 0)
    exact = buckets // 2
    if n < exact:
        return result + n
    large = exact + int(math.log(n / exact) / math.log(MAX_DISTANCE / exact) * (buckets - exact))
    return result + min(large, buckets - 1)


def position_bias(stack, length):
    table = W[f"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"]
    ids = [[bucket(key - query, stack == "encoder") for key in range(length)] for query in range(length)]
    return table[np.array(ids)].transpose(2, 0, 1)  # heads, queries, keys


def norm(x, scale):
    return x / np.sqrt((x**2).mean(-1, keepdims=True) + 1e-6) * W[scale]


def split(x):
    return x.reshape(x.shape[0], x.shape[1], HEADS, HEAD_SIZE).transpose(0, 2, 1, 3)


def attention(x, memory, prefix, bias, seen):
    q, k, v = (split(y @ W[f"{prefix}.{p}.weight"].T) for p, y in (("q", x), ("k", memory), ("v", memory)))
    scores = q @ k.transpose(0, 1, 3, 2) + bias
    scores = np.where(seen, scores, -np.inf)
    p = np.exp(scores - scores.max(-1, keepdims=True))
    p /= p.sum(-1, keepdims=True)
    out = (p @ v).transpose(0, 2, 1, 3).reshape(x.shape[0], x.shape[1], -1)
    return out @ W[f"{prefix}.o.weight"].T


def feed_forward(x, layer):
    gate = x @ W[f"{layer}.DenseReluDense.wi_0.weight"].T
    gelu = 0.5 * gate * (1.0 + np.tanh(math.sqrt(2.0 / math.pi) * (gate + 0.044715 * gate**3)))
    return (gelu * (x @ W[f"{layer}.DenseReluDense.wi_1.weight"].T)) @ W[f"{layer}.DenseReluDense.wo.weight"].T


def stack(kind, ids, memory, seen_memory):
    x = W["shared.weight"][ids]
    length = ids.shape[1]
    bias = position_bias(kind, length)
    seen = seen_memory if kind == "encoder" else np.tril(np.ones((length, length), bool))
    for block in range(LAYERS):
        layer = f"{kind}.block.{block}.layer."
        n = norm(x, layer + "0.layer_norm.weight")
        x = x + attention(n, n, layer + "0.SelfAttention", bias, seen)
        last = 1
        if kind == "decoder":
            n = norm(x, layer + "1.layer_norm.weight")
            x = x + attention(n, memory, layer + "1.EncDecAttention", 0.0, seen_memory)
            last = 2
        x = x + feed_forward(norm(x, f"{layer}{last}.layer_norm.weight"), f"{layer}{last}")
    return norm(x, f"{kind}.final_layer_norm.weight")


seen_memory = (INPUTS != 0)[:, None, None, :]
memory = stack("encoder", INPUTS, None, seen_memory)
decoder_inputs = np.concatenate([np.zeros((2, 1), int), LABELS[:, :-1]], 1)
logits = stack("decoder", decoder_inputs, memory, seen_memory) @ W["lm_head.weight"].T
log_z = np.log(np.exp(logits).sum(-1))
log_p = np.take_along_axis(logits, LABELS[..., None], -1)[..., 0] - log_z
counted = LABELS != 0

print("logits[0, 0]", [float(x) for x in logits[0, 0]])
print("logits[1, 2]", [float(x) for x in logits[1, 2]])
print("crossEntropy", float(-log_p[counted].sum()))
print("zLoss", float(1e-4 * (log_z[counted] ** 2).sum()))
print("count", int(counted.sum()))
