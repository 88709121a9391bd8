package org.resumelb.jetty.pages;

import org.eclipse.jetty.http.HttpStatus;

/** What a client is told about a status. Immutable. */
record Wording(String title, String detail) {
    static Wording of(int status) {
        return switch (status) {
            case HttpStatus.BAD_REQUEST_400 ->
                new Wording("The request cannot be understood", "It is not formed as HTTP demands.");
            case HttpStatus.NOT_FOUND_404 -> new Wording("Not found", "There is no such page.");
            case HttpStatus.REQUEST_TIMEOUT_408 ->
                new Wording("The request took too long to arrive", "Please send it again.");
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> new Wording("The request is too large", "Please send less.");
            case HttpStatus.URI_TOO_LONG_414 -> new Wording("The address is too long", "Please shorten it.");
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                new Wording("The request's headers are too large", "Removing cookies of this site may help.");
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> new Wording("Something went wrong", "Please try again later.");
            case HttpStatus.NOT_IMPLEMENTED_501 ->
                new Wording("Not supported", "No such tunnel, method or transfer coding is served here.");
            case HttpStatus.BAD_GATEWAY_502 ->
                new Wording(
                        "The server went away",
                        "The server that was working on your request went away before it had answered."
                                + " Please try again.");
            case HttpStatus.SERVICE_UNAVAILABLE_503 ->
                new Wording("No server is free at present", "Please try again in a moment.");
            case HttpStatus.GATEWAY_TIMEOUT_504 ->
                new Wording("The server did not answer in time", "Please try again later.");
            case HttpStatus.LOOP_DETECTED_508 ->
                new Wording("The request goes round in a circle", "It came back from where it was sent to.");
            default -> new Wording(HttpStatus.getMessage(status), "The request cannot be served.");
        };
    }
}
