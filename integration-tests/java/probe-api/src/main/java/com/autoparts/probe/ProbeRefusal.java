package com.autoparts.probe;

/** Declared and unchecked. */
public class ProbeRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private String code;

    public ProbeRefusal() { }

    public ProbeRefusal(String code, String message) {
        super(message);
        this.code = code;
    }

    public String getCode() { return code; }
}
