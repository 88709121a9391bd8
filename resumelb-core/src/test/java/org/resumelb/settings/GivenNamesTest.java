package org.resumelb.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenNamesTest {
    @TempDir
    private Path base;

    @Test
    void namesComeFromIniFilesArgumentsAndSystemProperties() throws Exception {
        Path folder = Files.createDirectories(base.resolve("start.d"));
        Files.writeString(base.resolve("start.ini"), "--module=http\n resumelb.a=1\n# resumelb.comment=2\n");
        Files.writeString(folder.resolve("x.ini"), "resumelb.b?=1\nresumelb.c+=,2\njetty.http.port=1\n");
        Files.writeString(folder.resolve("x.txt"), "resumelb.d=1\n");
        assertEquals(
                Set.of("resumelb.a", "resumelb.b", "resumelb.c", "resumelb.e", "resumelb.f", "resumelb.g"),
                GivenNames.of(
                        base,
                        "start.jar resumelb.e=http://a:1,http://b:2 -Dresumelb.f= jetty.http.port=0",
                        Set.of("java.home", "resumelb.g")));
    }

    @Test
    void aFolderThatIsNoBaseGivesNone() {
        assertEquals(Set.of(), GivenNames.of(base.resolve("absent"), "", Set.of()));
    }
}
