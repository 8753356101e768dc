"""What Pillow makes of images: the judge of our decoders (TestAgainstPillow).

    python3 pillow_judge.py OUTPUT FOLDER...

Writes OUTPUT/index.tsv, a line a file: path, verdict (ok or rejected), format, width, height, detail; and the pixels of the
n-th file, 8-bit RGB row by row, as OUTPUT/n.rgb. They are turned upright by Exif and what is transparent lies over white.
Of 16-bit grey the upper 8 bits are taken; Pillow itself would clip it at 255.
"""

import sys
import warnings
from pathlib import Path

import numpy
from PIL import Image, ImageOps


def rgb(image):
    if image.mode in ("I", "I;16", "I;16B"):
        samples = numpy.asarray(image).astype(numpy.int64)
        grey = numpy.minimum(samples >> 8, 255).astype(numpy.uint8)
        pixels = numpy.repeat(grey[:, :, None], 3, axis=2)
        transparent = image.info.get("transparency")
        if transparent is not None:
            pixels[samples == transparent] = 255
        return pixels
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image.convert("RGBA"))
    return numpy.asarray(image.convert("RGB"))


def judge(path):
    try:
        with Image.open(path) as image:
            kind = image.format
            image.load()
            upright = ImageOps.exif_transpose(image)
            upright.info.setdefault("transparency", image.info.get("transparency"))
            if upright.info["transparency"] is None:
                del upright.info["transparency"]
            return kind, rgb(upright), ""
    except Exception as failure:  # whatever Pillow raises is its verdict
        return "", None, " ".join(f"{type(failure).__name__}: {failure}".split())


def main(output, *folders):
    warnings.simplefilter("ignore")
    output = Path(output)
    with open(output / "index.tsv", "w", encoding="utf-8") as index:
        files = sorted(file for folder in folders for file in Path(folder).iterdir() if file.is_file())
        for number, file in enumerate(files):
            kind, pixels, detail = judge(file)
            height, width = (0, 0) if pixels is None else pixels.shape[:2]
            verdict = "rejected" if pixels is None else "ok"
            print(file, verdict, kind, width, height, detail, sep="\t", file=index)
            if pixels is not None:
                (output / f"{number}.rgb").write_bytes(pixels.tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
