package org.sparselaw.analysis.steps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The pages of a column in one row group, read in batches of rows. Every row has a value or is null: columns that repeat are
 * none of ours.
 */
final class ColumnPages {
    /** Rows of a batch at the most: few enough for the batches of all columns to stay in a core's cache. */
    static final int BATCH = 4096;

    private static final int[] ALL = IntStream.range(0, BATCH).toArray();

    private final PageReader pages;
    private final ColumnDescriptor column;
    private final PrimitiveTypeName type;
    private final boolean nullable;
    private final Dictionary dictionary;
    private final int[] places = new int[BATCH];
    private final int[] levels = new int[BATCH];
    private final int[] some = new int[BATCH];

    private HybridInts definitions;
    private PageValues values;
    private int left;
    private int[] present = ALL;

    ColumnPages(PageReader pages, ColumnDescriptor column) throws IOException {
        this.pages = pages;
        this.column = column;
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        this.nullable = column.getMaxDefinitionLevel() > 0;
        DictionaryPage entries = pages.readDictionaryPage();
        this.dictionary = entries == null ? null : entries.getEncoding().initDictionary(column, entries);
    }

    /** How many entries the dictionary has; 0 where there is none. */
    int entries() {
        return dictionary == null ? 0 : dictionary.getMaxId() + 1;
    }

    /** An entry of the dictionary as the id of a run. */
    String entry(int place) {
        return switch (type) {
            case INT32 -> String.valueOf(dictionary.decodeToInt(place));
            case INT64 -> String.valueOf(dictionary.decodeToLong(place));
            default -> dictionary.decodeToBinary(place).toStringUsingUTF8();
        };
    }

    /** Rows until the page ends, after which a next one is begun; a batch must not go beyond. */
    int available() throws IOException {
        while (left == 0) {
            begin(pages.readPage());
        }
        return left;
    }

    /**
     * Goes on by a batch of rows.
     *
     * @return how many of them have a value; it is for the caller to take so many {@link #values}
     */
    int next(int rows) {
        left -= rows;
        if (definitions == null || definitions.skip(1, rows)) {
            present = ALL;
            return rows;
        }
        present = some;
        if (definitions.skip(0, rows)) {
            return 0;
        }
        definitions.read(levels, rows);
        int count = 0;
        for (int row = 0; row < rows; row++) {
            some[count] = row;
            count += levels[row];
        }
        return count;
    }

    /** As {@link #next}, with the values of whole numbers in their rows. */
    void read(long[] into, int rows, long absent) {
        int count = next(rows);
        values.read(into, count);
        if (count < rows) {
            for (int row = rows - 1; row >= 0; row--) {
                into[row] = count > 0 && present[count - 1] == row ? into[--count] : absent;
            }
        }
    }

    /** As {@link #next}, with the values of other numbers in their rows. */
    void read(double[] into, int rows, double absent) {
        int count = next(rows);
        values.read(into, count);
        if (count < rows) {
            for (int row = rows - 1; row >= 0; row--) {
                into[row] = count > 0 && present[count - 1] == row ? into[--count] : absent;
            }
        }
    }

    /** The places in the batch of the rows that have a value, rising. */
    int[] present() {
        return present;
    }

    PageValues values() {
        return values;
    }

    private void begin(DataPage page) throws IOException {
        if (page == null) {
            throw new IOException("column " + column.getPath()[0] + " ends before the others");
        }
        left = page.getValueCount();
        if (page instanceof DataPageV2 v2) {
            definitions = nullable ? new HybridInts(1, bytes(v2.getDefinitionLevels())) : null;
            values = values(v2.getDataEncoding(), bytes(v2.getData()));
            return;
        }
        DataPageV1 v1 = (DataPageV1) page;
        ByteBuffer bytes = bytes(v1.getBytes());
        definitions = null;
        if (nullable) {
            if (v1.getDlEncoding() != Encoding.RLE) {
                throw new IOException(
                        "definition levels of column " + column.getPath()[0] + " are " + v1.getDlEncoding());
            }
            int length = bytes.getInt();
            definitions = new HybridInts(1, bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        values = values(v1.getValueEncoding(), bytes);
    }

    private static ByteBuffer bytes(BytesInput input) throws IOException {
        return input.toInputStream().slice((int) input.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private PageValues values(Encoding encoding, ByteBuffer bytes) throws IOException {
        if (encoding.usesDictionary()) {
            // A page of nulls alone may end here.
            int width = bytes.hasRemaining() ? bytes.get() : 0;
            return new PageValues.Indexed(type, dictionary, new HybridInts(width, bytes), places);
        }
        if (encoding == Encoding.PLAIN && type != PrimitiveTypeName.BINARY) {
            return new PageValues.Plain(type, bytes);
        }
        ValuesReader reader = encoding.getValuesReader(column, ValuesType.VALUES);
        reader.initFromPage(left, ByteBufferInputStream.wrap(bytes));
        return new PageValues.Single(type, reader);
    }
}
