"""PyTorch's AdamW and SGD on a few weights, in double precision.

Prints the numbers that TestOptimizers expects: python3 optimizer_reference.py
"""

import torch

START = [0.5, -1.25, 2.0, -0.03125]
# The gradients of four steps.
GRADIENTS = [[0.3, -2.0, 0.001, 4.0], [-0.1, 1.5, 0.002, 4.0], [0.7, 0.25, -0.003, -8.0], [0.0, -0.5, 0.004, 1.0]]


def train(make):
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([w])
    for step, gradient in enumerate(GRADIENTS):
        # A learning rate that changes, as schedules do.
        optimizer.param_groups[0]["lr"] = 0.1 / (step + 1)
        w.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        print("   ", [round(x, 9) for x in w.tolist()])


print("AdamW(betas (.9, .99), eps 1e-6, weight decay .04)")
train(lambda p: torch.optim.AdamW(p, lr=0.1, betas=(0.9, 0.99), eps=1e-6, weight_decay=0.04))
print("SGD(momentum .8, weight decay .02)")
train(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, weight_decay=0.02))
print("clip_grad_norm_ of the first gradients to 1.5: norm before, gradients after")
w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
w.grad = torch.tensor(GRADIENTS[0], dtype=torch.float64)
print("   ", round(torch.nn.utils.clip_grad_norm_([w], 1.5).item(), 9), [round(x, 9) for x in w.grad.tolist()])
