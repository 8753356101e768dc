"""The models of this module in PyTorch, as one would write them for speed: projections that read the same input are one
matrix, biases are added inside the batched product, the causal mask is part of the position bias. Independent of the
Java code; parameters have Hugging Face's names in `load`.

T5: pre-RMSNorm, no biases, gated GELU, relative position buckets, tied logits divided by sqrt(width) or untied ones.
Decoder: the decoder of T5 without cross-attention, causal.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

Z_LOSS = 1e-4


class RmsNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


def linear(fan_in, fan_out):
    return nn.Linear(fan_in, fan_out, bias=False)


def attention(q, k, v, bias):
    """q, k, v: batch x length x heads x size; bias: heads x queries x keys or None. Logits are not scaled."""
    batch, queries, heads, size = q.shape
    q = q.transpose(1, 2).reshape(batch * heads, queries, size)
    k = k.transpose(1, 2).reshape(batch * heads, -1, size)
    v = v.transpose(1, 2).reshape(batch * heads, -1, size)
    if bias is None:
        scores = torch.bmm(q, k.transpose(1, 2))
    else:
        scores = torch.baddbmm(bias.repeat(batch, 1, 1), q, k.transpose(1, 2))
    out = torch.bmm(scores.softmax(-1), v)
    return out.view(batch, heads, queries, size).transpose(1, 2).reshape(batch, queries, heads * size)


class SelfAttention(nn.Module):
    def __init__(self, width, heads, size):
        super().__init__()
        self.heads, self.size = heads, size
        self.norm = RmsNorm(width)
        self.qkv = linear(width, 3 * heads * size)
        self.o = linear(heads * size, width)

    def forward(self, x, bias):
        qkv = self.qkv(self.norm(x)).view(x.shape[0], x.shape[1], 3, self.heads, self.size)
        return x + self.o(attention(*qkv.unbind(2), bias))


class CrossAttention(nn.Module):
    def __init__(self, width, heads, size):
        super().__init__()
        self.heads, self.size = heads, size
        self.norm = RmsNorm(width)
        self.q = linear(width, heads * size)
        self.kv = linear(width, 2 * heads * size)
        self.o = linear(heads * size, width)

    def forward(self, x, memory):
        q = self.q(self.norm(x)).view(x.shape[0], x.shape[1], self.heads, self.size)
        kv = self.kv(memory).view(memory.shape[0], memory.shape[1], 2, self.heads, self.size)
        return x + self.o(attention(q, *kv.unbind(2), None))


class FeedForward(nn.Module):
    def __init__(self, width, mlp):
        super().__init__()
        self.norm = RmsNorm(width)
        self.wi = linear(width, 2 * mlp)
        self.wo = linear(mlp, width)

    def forward(self, x):
        gate, up = self.wi(self.norm(x)).chunk(2, -1)
        return x + self.wo(F.gelu(gate, approximate="tanh") * up)


def buckets(length, bidirectional, count=32, max_distance=128):
    """Relative position buckets, query by key (Raffel et al. 2020)."""
    distance = torch.arange(length)[None, :] - torch.arange(length)[:, None]
    result = torch.zeros_like(distance)
    if bidirectional:
        count //= 2
        result += (distance > 0) * count
        distance = distance.abs()
    else:
        distance = (-distance).clamp(min=0)
    exact = count // 2
    far = exact + (
        torch.log(distance.clamp(min=1) / exact) / math.log(max_distance / exact) * (count - exact)
    ).long().clamp(max=count - 1 - exact)
    return result + torch.where(distance < exact, distance, far)


class PositionBias(nn.Module):
    def __init__(self, heads, length, causal):
        super().__init__()
        self.table = nn.Embedding(32, heads)
        self.register_buffer("ids", buckets(length, not causal), persistent=False)
        mask = torch.full((length, length), float("-inf")).triu(1) if causal else None
        self.register_buffer("mask", mask, persistent=False)

    def forward(self):
        bias = self.table(self.ids).permute(2, 0, 1)
        return bias if self.mask is None else bias + self.mask


class Stack(nn.Module):
    def __init__(self, shape, layers, length, causal, cross):
        super().__init__()
        width, heads, size, mlp = shape["width"], shape["heads"], shape["head_size"], shape["mlp"]
        self.bias = PositionBias(heads, length, causal)
        self.attentions = nn.ModuleList(SelfAttention(width, heads, size) for _ in range(layers))
        self.crosses = nn.ModuleList(CrossAttention(width, heads, size) for _ in range(layers if cross else 0))
        self.feed_forwards = nn.ModuleList(FeedForward(width, mlp) for _ in range(layers))
        self.norm = RmsNorm(width)

    def forward(self, x, memory=None):
        bias = self.bias()
        for i, attention_layer in enumerate(self.attentions):
            x = attention_layer(x, bias)
            if memory is not None:
                x = self.crosses[i](x, memory)
            x = self.feed_forwards[i](x)
        return self.norm(x)

    def load(self, weights, prefix):
        def take(target, *names):
            target.data.copy_(torch.cat([weights.pop(name) for name in names]))

        table = f"{prefix}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
        take(self.bias.table.weight, table)
        for i, layer in enumerate(self.attentions):
            name = f"{prefix}.block.{i}.layer.0"
            take(layer.norm.weight, f"{name}.layer_norm.weight")
            take(layer.qkv.weight, *(f"{name}.SelfAttention.{p}.weight" for p in "qkv"))
            take(layer.o.weight, f"{name}.SelfAttention.o.weight")
        for i, layer in enumerate(self.crosses):
            name = f"{prefix}.block.{i}.layer.1"
            take(layer.norm.weight, f"{name}.layer_norm.weight")
            take(layer.q.weight, f"{name}.EncDecAttention.q.weight")
            take(layer.kv.weight, *(f"{name}.EncDecAttention.{p}.weight" for p in "kv"))
            take(layer.o.weight, f"{name}.EncDecAttention.o.weight")
        for i, layer in enumerate(self.feed_forwards):
            name = f"{prefix}.block.{i}.layer.{2 if self.crosses else 1}"
            take(layer.norm.weight, f"{name}.layer_norm.weight")
            take(layer.wi.weight, *(f"{name}.DenseReluDense.wi_{p}.weight" for p in "01"))
            take(layer.wo.weight, f"{name}.DenseReluDense.wo.weight")
        take(self.norm.weight, f"{prefix}.final_layer_norm.weight")

    def named(self, prefix):
        """Gradients under Hugging Face's names, to be compared tensor by tensor."""

        def give(source, *names):
            yield from zip(names, source.grad.chunk(len(names)))

        yield from give(
            self.bias.table.weight, f"{prefix}.block.0.layer.0.SelfAttention.relative_attention_bias.weight")
        for i, layer in enumerate(self.attentions):
            name = f"{prefix}.block.{i}.layer.0"
            yield from give(layer.norm.weight, f"{name}.layer_norm.weight")
            yield from give(layer.qkv.weight, *(f"{name}.SelfAttention.{p}.weight" for p in "qkv"))
            yield from give(layer.o.weight, f"{name}.SelfAttention.o.weight")
        for i, layer in enumerate(self.crosses):
            name = f"{prefix}.block.{i}.layer.1"
            yield from give(layer.norm.weight, f"{name}.layer_norm.weight")
            yield from give(layer.q.weight, f"{name}.EncDecAttention.q.weight")
            yield from give(layer.kv.weight, *(f"{name}.EncDecAttention.{p}.weight" for p in "kv"))
            yield from give(layer.o.weight, f"{name}.EncDecAttention.o.weight")
        for i, layer in enumerate(self.feed_forwards):
            name = f"{prefix}.block.{i}.layer.{2 if self.crosses else 1}"
            yield from give(layer.norm.weight, f"{name}.layer_norm.weight")
            yield from give(layer.wi.weight, *(f"{name}.DenseReluDense.wi_{p}.weight" for p in "01"))
            yield from give(layer.wo.weight, f"{name}.DenseReluDense.wo.weight")
        yield from give(self.norm.weight, f"{prefix}.final_layer_norm.weight")


class Transformer(nn.Module):
    """shape: vocabulary, width, heads, head_size, encoder_layers (0: decoder-only), decoder_layers, mlp, tied_logits."""

    def __init__(self, shape, input_length, target_length):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape["vocabulary"], shape["width"])
        layers = shape["encoder_layers"]
        self.encoder = Stack(shape, layers, input_length, causal=False, cross=False) if layers else None
        self.decoder = Stack(shape, shape["decoder_layers"], target_length, causal=True, cross=bool(layers))
        self.lm_head = None if shape["tied_logits"] else linear(shape["width"], shape["vocabulary"])

    def loss(self, inputs, targets, labels, z_loss=Z_LOSS):
        """inputs: of the encoder, None for a decoder-only model; targets: what the decoder reads."""
        memory = None if self.encoder is None else self.encoder(self.embedding(inputs))
        x = self.decoder(self.embedding(targets), memory).flatten(0, 1)
        if self.lm_head is None:
            logits = F.linear(x * self.shape["width"] ** -0.5, self.embedding.weight)
        else:
            logits = self.lm_head(x)
        cross_entropy = F.cross_entropy(logits, labels.flatten())
        if z_loss == 0:
            return cross_entropy, cross_entropy
        return cross_entropy, cross_entropy + z_loss * torch.logsumexp(logits, -1).square().mean()

    def load(self, weights):
        """weights: tensors by Hugging Face's names; all must be used."""
        weights = dict(weights)
        self.embedding.weight.data.copy_(weights.pop("shared.weight"))
        for prefix in ("encoder", "decoder"):
            if getattr(self, prefix) is not None:
                getattr(self, prefix).load(weights, prefix)
        if self.lm_head is not None:
            self.lm_head.weight.data.copy_(weights.pop("lm_head.weight"))
        assert not weights, f"not used: {sorted(weights)}"

    def gradients(self):
        """By Hugging Face's names."""
        yield "shared.weight", self.embedding.weight.grad
        for prefix in ("encoder", "decoder"):
            if getattr(self, prefix) is not None:
                yield from getattr(self, prefix).named(prefix)
        if self.lm_head is not None:
            yield "lm_head.weight", self.lm_head.weight.grad
