package org.resumelb.pool;

import org.jspecify.annotations.Nullable;

/**
 * In single-version mode, another version began to serve.
 *
 * @param from the version that served before; {@code null} when none did
 * @param to the version that serves now; {@code ""} for workers that do not say theirs; {@code null} when any version
 *     serves from now on
 * @param workers how many workers serve now
 */
public record VersionSwitch(@Nullable String from, @Nullable String to, int workers) {}
