package org.sparselaw.training.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.job.DataException;
import org.sparselaw.storage.Storage;
import org.sparselaw.training.device.Buffer;

/**
 * The file format safetensors of Hugging Face: the length of the header as little-endian u64, the
 * header in JSON (name to dtype, shape and range of bytes), and the values, little-endian, one tensor after the other. F32, F16
 * and BF16 are read, F32 is written. Same tensors and metadata, same bytes.
 */
public final class Safetensors {
    private static final int ALIGNMENT = 8;
    /** What the reference implementation accepts. */
    private static final long GREATEST_HEADER = 100_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Safetensors() {}

    /** A named tensor and where its values are, or are to go. */
    public record Entry(String name, List<Integer> shape, Buffer values) {
        /** The weights of a parameter. */
        public static Entry of(Parameter parameter) {
            return new Entry(parameter.name(), parameter.shape(), parameter.weights());
        }
    }

    /** Writes a file whole or not at all, in the order given. */
    public static void write(Storage file, Map<String, String> metadata, List<Entry> entries) {
        byte[] header = header(metadata, entries);
        file.write(out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (Entry entry : entries) {
                writeValues(entry.values().toArray(), out);
            }
        });
    }

    private static byte[] header(Map<String, String> metadata, List<Entry> entries) {
        ObjectNode header = MAPPER.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(SafetensorsHeader.METADATA);
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Entry entry : entries) {
            ObjectNode tensor = header.putObject(entry.name());
            tensor.put("dtype", "F32");
            ArrayNode shape = tensor.putArray("shape");
            entry.shape().forEach(shape::add);
            long end = offset + 4L * entry.values().size();
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padding = -json.length & (ALIGNMENT - 1);
        return (header + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeValues(float[] values, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += chunk.capacity() / 4) {
            int count = Math.min(chunk.capacity() / 4, values.length - from);
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, 4 * count);
        }
    }

    /**
     * Fills the buffers of all entries from the tensors of the same names; other tensors of the file are passed over.
     *
     * @return the metadata of the file
     * @throws DataException when the file is not whole, or a tensor is missing or of another shape or type; buffers
     *     may then be filled in part
     */
    public static Map<String, String> read(Storage file, List<Entry> entries) {
        Map<String, Entry> wanted = new LinkedHashMap<>();
        entries.forEach(e -> wanted.put(e.name(), e));
        try (DataInputStream in = new DataInputStream(file.open())) {
            SafetensorsHeader header = readHeader(file, in);
            for (Entry entry : entries) {
                header.check(entry);
            }
            for (SafetensorsHeader.Tensor tensor : header.tensors()) {
                Entry entry = wanted.get(tensor.name());
                if (entry == null) {
                    in.skipNBytes(tensor.bytes());
                } else {
                    entry.values().set(readValues(tensor.type(), entry.values().size(), in));
                }
            }
            return header.metadata();
        } catch (EOFException e) {
            throw new DataException(file + ": ends within its tensors", e);
        } catch (IOException e) {
            throw new DataException(file + ": not readable (" + e.getMessage() + ")", e);
        }
    }

    /** The names of all tensors of a file, in the order of their bytes. */
    public static List<String> names(Storage file) {
        try (DataInputStream in = new DataInputStream(file.open())) {
            return readHeader(file, in).tensors().stream()
                    .map(SafetensorsHeader.Tensor::name)
                    .toList();
        } catch (EOFException e) {
            throw new DataException(file + ": ends within its header", e);
        } catch (IOException e) {
            throw new DataException(file + ": not readable (" + e.getMessage() + ")", e);
        }
    }

    private static SafetensorsHeader readHeader(Storage file, DataInputStream in) throws IOException {
        long size = file.size();
        long length = size < 8 ? -1 : Long.reverseBytes(in.readLong());
        if (length < 2 || length > GREATEST_HEADER || length > size - 8) {
            throw new DataException(file + ": not a safetensors file (a header of " + length + " bytes in a file of "
                    + size + " bytes)");
        }
        byte[] json = new byte[(int) length];
        in.readFully(json);
        return SafetensorsHeader.parse(file.toString(), json, size - 8 - length);
    }

    private static float[] readValues(FloatType type, int count, DataInputStream in) throws IOException {
        float[] values = new float[count];
        byte[] chunk = new byte[1 << 16];
        int each = chunk.length / type.bytes();
        for (int from = 0; from < count; from += each) {
            int n = Math.min(each, count - from);
            in.readFully(chunk, 0, type.bytes() * n);
            type.decode(ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN), values, from, n);
        }
        return values;
    }
}
