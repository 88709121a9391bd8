package org.resumelb.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.resumelb.zookeeper.ZooKeeperServer.await;

import com.fasterxml.jackson.core.JsonFactory;
import io.netty.handler.ssl.SslContext;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperServer;
import org.slf4j.Logger;

/** A webapp with all that it needs in {@code WEB-INF/lib}, in a Tomcat that goes on when the webapp goes. */
class TomcatUndeployTest {
    private static final String NODE = "/resumelb/workers/providers/127.0.0.1:8081";

    /** One class of each jar that the webapp brings; the rest is the container's. */
    private static final List<Class<?>> WEBAPPS_OWN = List.of(
            ZooKeeperRegistration.class,
            TreePaths.class,
            CuratorZookeeperClient.class,
            CuratorFramework.class,
            CuratorCache.class,
            ZooKeeper.class,
            Record.class,
            JsonFactory.class,
            SslContext.class,
            Logger.class);

    @TempDir
    private Path folder;

    @Test
    void anUndeployedWebappLeavesNoThreadAndNoClassLoaderBehind() throws Exception {
        Path webapp = webapp();
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createDirectories(folder.resolve("tomcat")).toString());
            tomcat.setPort(0);
            tomcat.getConnector();
            tomcat.start();
            try {
                WeakReference<ClassLoader> loader = deployAndUndeploy(tomcat, webapp, zookeeper);
                await("no thread is left", () -> threadsOf(loader).isEmpty());
                await("the class loader is collected", () -> {
                    System.gc();
                    return loader.get() == null;
                });
            } finally {
                tomcat.stop();
                tomcat.destroy();
            }
        }
    }

    /** In a method of its own, so that nothing on this thread's stack holds the loader. */
    private static WeakReference<ClassLoader> deployAndUndeploy(Tomcat tomcat, Path webapp, ZooKeeperServer zookeeper)
            throws Exception {
        StandardContext context = new StandardContext();
        // For the servlet API alone: whatever the webapp has itself it takes from there.
        context.setParentClassLoader(TomcatUndeployTest.class.getClassLoader());
        context.setPath("");
        context.setDocBase(webapp.toString());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addParameter("resumelb.zookeeper.connect", zookeeper.connect());
        context.addParameter("resumelb.worker.port", "8081");
        context.addApplicationListener(ZooKeeperRegistration.class.getName());
        tomcat.getHost().addChild(context);
        assertEquals(LifecycleState.STARTED, context.getState());
        ClassLoader loader = context.getLoader().getClassLoader();
        assertSame(
                loader, loader.loadClass(ZooKeeperRegistration.class.getName()).getClassLoader());
        await("it is registered", () -> zookeeper.has(NODE));
        assertFalse(threadsOf(new WeakReference<>(loader)).isEmpty(), "the webapp's threads are seen as such");
        tomcat.getHost().removeChild(context);
        assertFalse(zookeeper.has(NODE));
        return new WeakReference<>(loader);
    }

    private static List<String> threadsOf(WeakReference<ClassLoader> loader) {
        ClassLoader present = loader.get();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> present != null && thread.getContextClassLoader() == present)
                .map(Thread::getName)
                .toList();
    }

    private Path webapp() throws Exception {
        Path lib = Files.createDirectories(folder.resolve("webapp/WEB-INF/lib"));
        int jars = 0;
        for (Class<?> own : WEBAPPS_OWN) {
            Path source = Path.of(
                    own.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path jar = lib.resolve(jars++ + ".jar");
            if (Files.isDirectory(source)) {
                pack(source, jar);
            } else {
                Files.copy(source, jar);
            }
        }
        return folder.resolve("webapp");
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out)) {
            Files.walkFileTree(classes, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    packed.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, packed);
                    packed.closeEntry();
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
