package org.resumelb.jetty.client;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;

/**
 * The head of a worker's answer. Immutable.
 *
 * @param version what the worker says it speaks
 * @param status any number that the worker sent
 * @param headers all fields, as they came
 */
public record AnswerHead(HttpVersion version, int status, HttpFields headers) {}
