package org.resumelb.demo.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JettyBaseTest {
    @TempDir
    private Path folder;

    @Test
    void aBaseIsATemplateWithAnOverlayAndOwnFiles() throws IOException {
        Path template = folder.resolve("template");
        Files.createDirectories(template.resolve("start.d"));
        Files.writeString(template.resolve("start.d/http.ini"), "--module=http");
        Files.writeString(template.resolve("start.d/more.ini"), "template");
        JettyBase base = JettyBase.copyOf(template, folder.resolve("base"))
                .lay(zip("modules/x.mod", "overlay"))
                .with("start.d/more.ini", "own")
                .with("etc/new/y.xml", "own");
        assertEquals("--module=http", Files.readString(base.folder().resolve("start.d/http.ini")));
        assertEquals("overlay", Files.readString(base.folder().resolve("modules/x.mod")));
        assertEquals("own", Files.readString(base.folder().resolve("start.d/more.ini")));
        assertEquals("own", Files.readString(base.folder().resolve("etc/new/y.xml")));
        assertEquals("template", Files.readString(template.resolve("start.d/more.ini")));
    }

    @Test
    void anOverlayCannotWriteOutsideOfTheBase() throws IOException {
        JettyBase base = new JettyBase(folder.resolve("base"));
        IOException e = assertThrows(IOException.class, () -> base.lay(zip("../outside.txt", "bad")));
        assertTrue(String.valueOf(e.getMessage()).contains("../outside.txt"), String.valueOf(e.getMessage()));
        assertFalse(Files.exists(folder.resolve("outside.txt")));
    }

    @Test
    void whatTheBuildHasNotMadeIsToldByName() {
        DemoException e = assertThrows(DemoException.class, () -> new Installation(folder).war());
        assertTrue(
                String.valueOf(e.getMessage()).contains("newspaper.war")
                        && String.valueOf(e.getMessage()).contains("mvn"),
                String.valueOf(e.getMessage()));
    }

    private Path zip(String entry, String text) throws IOException {
        Path zip = folder.resolve("overlay.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return zip;
    }
}
