package dev.rowcast.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedSectionTest {
    @Test
    void leavesWhatStandsAroundIt(@TempDir Path directory) throws IOException {
        Path document = Files.writeString(
                directory.resolve("a.md"), "# A\n<!-- measured -->\nold\n<!-- /measured -->\nThe end.\n");

        MarkedSection.write(document, "new\n");
        MarkedSection.write(document, "newer\n");

        assertThat(document).hasContent("# A\n<!-- measured -->\nnewer\n<!-- /measured -->\nThe end.\n");
    }

    @Test
    void makesTheDocumentWhereThereIsNone(@TempDir Path directory) throws IOException {
        Path document = directory.resolve("b.md");

        MarkedSection.write(document, "figures");

        assertThat(document).hasContent("<!-- measured -->\nfigures\n<!-- /measured -->\n");
    }

    @Test
    void refusesADocumentWithoutASection(@TempDir Path directory) throws IOException {
        Path document = Files.writeString(directory.resolve("c.md"), "# C\n<!-- /measured --><!-- measured -->\n");

        assertThatThrownBy(() -> MarkedSection.write(document, "figures"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("put the lines <!-- measured --> and <!-- /measured -->");
        assertThat(document).hasContent("# C\n<!-- /measured --><!-- measured -->\n");
    }
}
