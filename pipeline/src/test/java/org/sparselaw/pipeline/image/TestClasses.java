package org.sparselaw.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparselaw.job.DataException;

class TestClasses {
    @Test
    void numbersAreIdsAndThoseBetweenAreClassesToo() {
        Classes classes = Classes.of(List.of("3", "10", "0"));
        assertThat(classes.names()).hasSize(11).startsWith("0", "1", "2");
        assertThat(classes.id("10")).contains(10);
        assertThat(classes.id("003")).contains(3);
        assertThat(classes.id("11")).isEmpty();
    }

    @Test
    void namesAreInTheirOrder() {
        Classes classes = Classes.of(List.of("dog", "cat", "9lives"));
        assertThat(classes.names()).containsExactly("9lives", "cat", "dog");
        assertThat(classes.id("dog")).contains(2);
        assertThat(classes.id("frog")).isEmpty();
    }

    @Test
    void aSourceMayGiveIdsOfNamedClasses() {
        Classes classes = Classes.named(List.of("zebra", "ant"));
        assertThat(classes.id("ant")).contains(1);
        assertThat(classes.id("0")).contains(0);
        assertThat(classes.id("2")).isEmpty();
        assertThat(Classes.named(List.of("7", "8")).id("0")).isEmpty();
    }

    @Test
    void thereAreNoMoreThanTwoBytesTellApart() {
        assertThat(Classes.of(List.of("65535")).names()).hasSize(65_536);
        assertThatThrownBy(() -> Classes.of(List.of("999999999")))
                .isInstanceOf(DataException.class)
                .hasMessage("1000000000 classes, but a set can have at most 65536");
    }
}
