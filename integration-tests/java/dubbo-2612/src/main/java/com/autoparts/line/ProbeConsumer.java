package com.autoparts.line;

import com.autoparts.probe.cases.ProbeRun;

/** Runs the probe cases with this line's consumer; see {@link ProbeRun} for the arguments. */
public final class ProbeConsumer {
    private ProbeConsumer() { }

    public static void main(String[] args) {
        ProbeRun.main(new DubboLine(), args);
    }
}
