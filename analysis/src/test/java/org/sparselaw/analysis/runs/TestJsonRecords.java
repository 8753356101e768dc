package org.sparselaw.analysis.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;

class TestJsonRecords {
    @Test
    void columnsOfRowsBecomeRecordsInTheOrderOfTheirKeys() {
        assertThat(JsonRecords.of("t", "{\"a\":{\"0\":1.5,\"7\":2},\"b\":{\"0\":3,\"7\":4,\"9\":5}}"))
                .containsExactly("{\"a\":1.5,\"b\":3}", "{\"a\":2,\"b\":4}", "{\"b\":5}");
    }

    @Test
    void anArrayOfRecords() {
        assertThat(JsonRecords.of("t", "[{\"a\":1},{\"a\":2}]")).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void aRecordALine() {
        assertThat(JsonRecords.of("t", "{\"a\":1}\n{\"a\":2}\n")).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void anArrayOfNumbersIsNoTable() {
        assertThatThrownBy(() -> JsonRecords.of("t.json", "[1, 2]"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.json: not a table");
    }

    @Test
    void brokenJsonNamesTheFile() {
        assertThatThrownBy(() -> JsonRecords.of("t.json", "[{\"a\":1}, {"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("t.json: not valid JSON");
    }
}
