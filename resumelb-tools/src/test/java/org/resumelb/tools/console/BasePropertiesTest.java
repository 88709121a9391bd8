package org.resumelb.tools.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BasePropertiesTest {
    @Test
    void inABaseItsPropertiesAreUsed(@TempDir Path base) throws Exception {
        Files.createDirectories(base.resolve("start.d"));
        Files.writeString(base.resolve("start.ini"), "--module=http\nresumelb.zookeeper.connect=old:1\n");
        Files.writeString(base.resolve("start.d/resumelb.ini"), """
                # resumelb.zookeeper.connect=commented:1
                resumelb.zookeeper.connect=zk1:2181,zk2:2181
                resumelb.zookeeper.path=/shop
                resumelb.zookeeper.credentialsFile=etc/secret
                """);
        BaseProperties properties = BaseProperties.of(base);
        assertEquals("zk1:2181,zk2:2181", properties.value("zookeeper.connect", "absent"));
        assertEquals("/shop", properties.value("zookeeper.path", "absent"));
        assertEquals(base.resolve("etc/secret"), properties.file("zookeeper.credentialsFile"));
        assertEquals("absent", BaseProperties.of(base.resolve("nowhere")).value("zookeeper.connect", "absent"));
    }
}
