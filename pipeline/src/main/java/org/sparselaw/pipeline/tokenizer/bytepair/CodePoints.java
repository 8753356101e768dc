package org.sparselaw.pipeline.tokenizer.bytepair;

import java.util.BitSet;

/** Sets of code points, written as hexadecimal numbers and ranges: {@code 41 61-7a}. */
final class CodePoints {
    private CodePoints() {}

    static BitSet of(String ranges) {
        BitSet points = new BitSet();
        for (String range : ranges.split(" ")) {
            String[] ends = range.split("-");
            points.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
        return points;
    }
}
