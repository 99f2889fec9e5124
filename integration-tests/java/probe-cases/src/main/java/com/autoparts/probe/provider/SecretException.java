package com.autoparts.probe.provider;

/** A class that no consumer may rely on. */
final class SecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretException(String message) {
        super(message);
    }
}
