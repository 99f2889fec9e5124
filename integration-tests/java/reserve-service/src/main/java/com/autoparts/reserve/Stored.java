package com.autoparts.reserve;

/** What was answered under an idempotency key, and to which request. */
public final class Stored {
    private String hash;
    private String answer;

    public String getHash() {
        return hash;
    }

    public void setHash(String hash) {
        this.hash = hash;
    }

    public String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }
}
