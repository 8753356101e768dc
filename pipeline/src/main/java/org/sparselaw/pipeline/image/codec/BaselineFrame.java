package org.sparselaw.pipeline.image.codec;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * What stands before the pixels of the common kind of JPEG: baseline, grey or YCbCr in full or with chroma halved both ways, in
 * one scan.
 *
 * @param scan where the entropy-coded bytes begin
 * @param restartInterval MCUs between restart markers, 0 without them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BaselineFrame(int width, int height, Component[] components, int restartInterval, int scan) {
    private static final int DQT = 0xdb;
    private static final int DHT = 0xc4;
    private static final int DRI = 0xdd;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int TABLES = 4;

    /**
     * @param blocks of an MCU, each way
     * @param quantisation factors in zigzag order
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Component(int blocks, int[] quantisation, HuffmanTable dc, HuffmanTable ac) {}

    /** Absent when the image is of another kind, or unsound. */
    static Optional<BaselineFrame> read(byte[] image) {
        try {
            return new Reader(image).read();
        } catch (UndecodableException | IllegalArgumentException e) {
            return Optional.empty(); // libjpeg is to say why
        }
    }

    /** Reads segment by segment. */
    private static final class Reader {
        private final Bytes bytes;
        private final int[][] quantisation = new int[TABLES][];
        private final HuffmanTable[][] tables = new HuffmanTable[2][TABLES];
        private int frame;
        private int restartInterval;
        private boolean jfif;
        private int transform = -1;

        Reader(byte[] image) {
            bytes = new Bytes(image, ByteOrder.BIG_ENDIAN);
        }

        Optional<BaselineFrame> read() throws UndecodableException {
            int at = 2;
            while (true) {
                int marker = bytes.u8(at + 1);
                if (bytes.u8(at) != 0xff || marker < 0xc0) {
                    return Optional.empty();
                }
                at += 2;
                int end = at + bytes.u16(at);
                switch (marker) {
                    case 0xc0, 0xc1 -> frame = at + 2;
                    case DQT -> quantisation(at + 2, end);
                    case DHT -> tables(at + 2, end);
                    case DRI -> restartInterval = bytes.u16(at + 2);
                    case APP0 -> jfif |= bytes.at(at + 2, "JFIF\0");
                    case APP14 -> transform = bytes.at(at + 2, "Adobe") ? bytes.u8(at + 13) : transform;
                    case SOS -> {
                        return frame == 0 || end > bytes.length() ? Optional.empty() : frame(at + 2, end);
                    }
                    default -> {
                        if (marker < 0xe0 || marker > 0xfe) {
                            return Optional.empty();
                        }
                    }
                }
                at = end;
            }
        }

        private void quantisation(int from, int end) throws UndecodableException {
            int at = from;
            while (at < end) {
                int wide = bytes.u8(at) >> 4;
                int[] factors = new int[64];
                quantisation[place(bytes.u8(at))] = factors;
                at++;
                for (int k = 0; k < factors.length; k++) {
                    factors[k] = wide == 0 ? bytes.u8(at + k) : bytes.u16(at + 2 * k);
                }
                at += factors.length << wide;
            }
        }

        private void tables(int from, int end) throws UndecodableException {
            int at = from;
            while (at < end) {
                int place = bytes.u8(at++);
                int[] counts = new int[16];
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = bytes.u8(at++);
                }
                int[] symbols = new int[Arrays.stream(counts).sum()];
                for (int i = 0; i < symbols.length; i++) {
                    symbols[i] = bytes.u8(at++);
                }
                tables[place >> 4 & 1][place(place)] = new HuffmanTable(counts, symbols);
            }
        }

        /** Of a table: its class or precision, 0 or 1, in the upper bits, and its number in the lower. */
        private static int place(int place) {
            if (place >> 4 > 1 || (place & 0xf) >= TABLES) {
                throw new IllegalArgumentException("a table of number " + place);
            }
            return place & 0xf;
        }

        private Optional<BaselineFrame> frame(int scan, int end) throws UndecodableException {
            int count = bytes.u8(frame + 5);
            if (bytes.u8(frame) != 8 || (count != 1 && count != 3) || bytes.u8(scan) != count || !colours(count)) {
                return Optional.empty();
            }
            Component[] components = new Component[count];
            for (int i = 0; i < count; i++) {
                int its = frame + 6 + 3 * i;
                int inScan = scan + 1 + 2 * i;
                int factors = bytes.u8(its + 1);
                int selected = bytes.u8(inScan + 1);
                int blocks = count == 1 ? 1 : factors & 0xf; // the blocks of a lone component come row by row
                components[i] = new Component(
                        blocks,
                        quantisation[bytes.u8(its + 2) & 3],
                        tables[0][selected >> 4 & 3],
                        tables[1][selected & 3]);
                boolean square = count == 1 || factors >> 4 == blocks;
                boolean usual = i == 0 ? blocks == 1 || blocks == 2 : blocks == 1;
                if (!square || !usual || bytes.u8(inScan) != bytes.u8(its) || incomplete(components[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    new BaselineFrame(bytes.u16(frame + 3), bytes.u16(frame + 1), components, restartInterval, end));
        }

        private static boolean incomplete(Component component) {
            return component.quantisation == null || component.dc == null || component.ac == null;
        }

        /** Whether three components are YCbCr, by the rules of libjpeg. */
        private boolean colours(int count) throws UndecodableException {
            boolean numbered =
                    count == 3 && bytes.u8(frame + 6) == 1 && bytes.u8(frame + 9) == 2 && bytes.u8(frame + 12) == 3;
            return count == 1 || jfif || (transform < 0 ? numbered : transform == 1);
        }
    }
}
