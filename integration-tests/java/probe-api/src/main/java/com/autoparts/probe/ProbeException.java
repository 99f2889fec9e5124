package com.autoparts.probe;

/** Declared and checked. */
public class ProbeException extends Exception {
    private static final long serialVersionUID = 1L;

    private String code;

    public ProbeException() { }

    public ProbeException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String getCode() { return code; }
}
