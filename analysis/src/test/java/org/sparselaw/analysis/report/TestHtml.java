package org.sparselaw.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestHtml {
    @Test
    void symbolsAreSetAsInPrint() {
        assertThat(Html.symbols("a_S (1-S)^b_S & c"))
                .isEqualTo("<var>a</var><sub>S</sub> (1-S)<sup><var>b</var><sub>S</sub></sup> &amp; c");
    }

    @Test
    void aScriptCannotBeLeftEarly() {
        assertThat(Html.script("a('</script>', '<!--')")).isEqualTo("<script>a('<\\/script>', '<\\!--')</script>");
    }

    @Test
    void jsonHoldsNoTag() {
        assertThat(Html.json("data", "{\"a\":\"</script>\"}"))
                .isEqualTo("<script type=\"application/json\" id=\"data\">{\"a\":\"\\u003c/script>\"}</script>");
    }
}
