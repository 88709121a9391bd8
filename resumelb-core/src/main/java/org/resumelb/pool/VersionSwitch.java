package org.resumelb.pool;

import org.jspecify.annotations.Nullable;

/**
 * In single-version mode, another version began to serve.
 *
 * @param from the version that served before; {@code null} if none did
 * @param to the version that serves now; {@code ""} for workers that declare none; {@code null} if any version serves
 *     from now on
 * @param workers number of workers that serve now
 */
public record VersionSwitch(@Nullable String from, @Nullable String to, int workers) {}
