package com.autoparts.upgrade;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Calls {@code --url URL} three times in JSON with the JDK's own client, whose first request upgrades the connection to HTTP/2. Prints
 * version, status and length of each answer.
 */
public final class UpgradeCaller {
    private UpgradeCaller() { }

    public static void main(String[] args) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int length : new int[] {1, 200_000, 400_000}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(args[1]))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("[\"" + "y".repeat(length) + "\"]"))
                .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            System.out.println(response.version() + " " + response.statusCode() + " " + response.body().length());
        }
    }
}
