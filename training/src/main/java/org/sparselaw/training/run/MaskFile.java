package org.sparselaw.training.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;

/** Masks in a file: their number, and for each its name, its number of 64-bit words and these, all big-endian. */
final class MaskFile {
    private MaskFile() {}

    static void write(Storage file, Map<String, long[]> masks) {
        file.write(stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeInt(masks.size());
            for (Map.Entry<String, long[]> mask : masks.entrySet()) {
                out.writeUTF(mask.getKey());
                out.writeInt(mask.getValue().length);
                ByteBuffer words = ByteBuffer.allocate(8 * mask.getValue().length);
                words.asLongBuffer().put(mask.getValue());
                out.write(words.array());
            }
        });
    }

    static Map<String, long[]> read(Storage file) {
        Map<String, long[]> masks = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(file.open())) {
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                long[] words = new long[in.readInt()];
                ByteBuffer.wrap(in.readNBytes(8 * words.length)).asLongBuffer().get(words);
                masks.put(name, words);
            }
        } catch (IOException e) {
            throw new DataException(file + ": not readable (" + e.getMessage() + ")", e);
        }
        return masks;
    }
}
