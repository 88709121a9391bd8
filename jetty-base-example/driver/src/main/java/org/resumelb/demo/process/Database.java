package org.resumelb.demo.process;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.resumelb.newspaper.archive.Archive;

/**
 * The newspaper's database: a given one, or an H2 server in a process of its own that keeps its tables in memory.
 *
 * @param url JDBC URL
 */
record Database(String url) {
    static Database start(Processes processes, ClusterSettings settings) throws InterruptedException {
        if (settings.database() != null) {
            return new Database(settings.database());
        }
        int port = Ports.free(1).get(0);
        ServerProcess process = ServerProcess.start(
                processes,
                "database",
                settings.folder(),
                settings.log("database"),
                List.of(
                        "-Xmx512m",
                        "-Dh2.bindAddress=127.0.0.1",
                        "-cp",
                        settings.installation().databaseJar().toString(),
                        "org.h2.tools.Server",
                        "-tcp",
                        "-tcpPort",
                        String.valueOf(port),
                        "-ifNotExists"));
        Database database = new Database("jdbc:h2:tcp://127.0.0.1:" + port + "/mem:newspaper;DB_CLOSE_DELAY=-1");
        process.await(database::answers);
        return database;
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Replaces the newspaper's tables. */
    void fill(Archive archive) {
        try (Connection connection = DriverManager.getConnection(url)) {
            archive.write(connection);
        } catch (SQLException e) {
            throw new DemoException("the database " + name() + " cannot be filled: " + e.getMessage(), e);
        }
    }

    /** The URL without its settings, among which may be a password. */
    private String name() {
        return url.split("[?;]", 2)[0];
    }
}
