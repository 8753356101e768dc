"""The vision transformer of this module in PyTorch, from its own layers: nn.Conv2d for the patches, nn.LayerNorm, F.gelu in its
exact form. Independent of the Java code; parameters have the names of Hugging Face's ViTForImageClassification.
"""

import torch
import torch.nn.functional as F
from torch import nn


def attention(q, k, v):
    """batch x heads x length x size."""
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    return scores.softmax(-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads, mlp):
        super().__init__()
        self.heads = heads
        self.layernorm_before = nn.LayerNorm(width, eps=1e-12)
        self.layernorm_after = nn.LayerNorm(width, eps=1e-12)
        for name in ("query", "key", "value", "attended"):
            setattr(self, name, nn.Linear(width, width))
        self.intermediate = nn.Linear(width, mlp)
        self.output = nn.Linear(mlp, width)

    def forward(self, x):
        normed = self.layernorm_before(x)
        q, k, v = (
            f(normed).unflatten(-1, (self.heads, -1)).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        x = x + self.attended(attention(q, k, v).transpose(1, 2).flatten(-2))
        return x + self.output(F.gelu(self.intermediate(self.layernorm_after(x))))


class VisionTransformer(nn.Module):
    """shape: image, patch, classes, heads, head_size, decoder_layers, mlp, class_token, several_labels."""

    def __init__(self, shape):
        super().__init__()
        width = shape["heads"] * shape["head_size"]
        self.shape = shape
        self.projection = nn.Conv2d(3, width, shape["patch"], stride=shape["patch"])
        patches = (shape["image"] // shape["patch"]) ** 2
        self.cls_token = nn.Parameter(torch.zeros(1, 1, width)) if shape["class_token"] else None
        self.position_embeddings = nn.Parameter(torch.zeros(1, patches + shape["class_token"], width))
        self.blocks = nn.ModuleList(
            Block(width, shape["heads"], shape["mlp"]) for _ in range(shape["decoder_layers"])
        )
        self.layernorm = nn.LayerNorm(width, eps=1e-12)
        self.classifier = nn.Linear(width, shape["classes"])

    def loss(self, pixels, labels):
        """pixels: batch x height x width x 3; the loss twice, as there is no z-loss."""
        x = self.projection(pixels.permute(0, 3, 1, 2)).flatten(2).transpose(1, 2)
        if self.cls_token is not None:
            x = torch.cat([self.cls_token.expand(len(x), -1, -1), x], 1)
        x = x + self.position_embeddings
        for block in self.blocks:
            x = block(x)
        x = self.layernorm(x)
        logits = self.classifier(x[:, 0] if self.cls_token is not None else x.mean(1))
        if self.shape["several_labels"]:
            targets = F.one_hot(labels, self.shape["classes"]).float()
            loss = F.binary_cross_entropy_with_logits(logits, targets, reduction="sum") / len(logits)
        else:
            loss = F.cross_entropy(logits, labels)
        return loss, loss

    def by_name(self):
        if self.cls_token is not None:
            yield "vit.embeddings.cls_token", self.cls_token
        yield "vit.embeddings.position_embeddings", self.position_embeddings
        maps = {"vit.embeddings.patch_embeddings.projection": self.projection, "vit.layernorm": self.layernorm}
        for i, block in enumerate(self.blocks):
            layer = f"vit.encoder.layer.{i}"
            for name in ("query", "key", "value"):
                maps[f"{layer}.attention.attention.{name}"] = getattr(block, name)
            maps[f"{layer}.attention.output.dense"] = block.attended
            maps[f"{layer}.intermediate.dense"] = block.intermediate
            maps[f"{layer}.output.dense"] = block.output
            maps[f"{layer}.layernorm_before"] = block.layernorm_before
            maps[f"{layer}.layernorm_after"] = block.layernorm_after
        maps["classifier"] = self.classifier
        for name, module in maps.items():
            yield f"{name}.weight", module.weight
            yield f"{name}.bias", module.bias

    def load(self, weights):
        """weights: tensors by name; all must be used."""
        weights = dict(weights)
        for name, parameter in self.by_name():
            parameter.data.copy_(weights.pop(name))
        assert not weights, f"not used: {sorted(weights)}"

    def gradients(self):
        """By name. The gradient of a key's bias is 0 in exact arithmetic, since softmax does not change by a constant: left out."""
        for name, parameter in self.by_name():
            if not name.endswith("attention.key.bias"):
                yield name, parameter.grad
