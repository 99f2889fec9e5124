package com.autoparts.reader;

import com.autoparts.stock.api.event.DayClosedEvent;
import com.autoparts.stock.api.event.Event;
import com.autoparts.stock.api.event.EventLine;
import com.autoparts.stock.api.event.FulfillmentEvent;
import com.autoparts.stock.api.event.ReconDiffEvent;
import com.autoparts.stock.api.event.ReservationEvent;
import com.autoparts.stock.api.event.ReturnEvent;
import com.autoparts.stock.api.event.SellableEvent;
import com.autoparts.stock.api.event.StockAlertEvent;
import com.autoparts.stock.api.event.StockChangedEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.rabbit.annotation.Argument;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.Exchange;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.support.converter.Jackson2JsonMessageConverter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A mall service that reads events with Spring AMQP into the classes of the contract's jar: {@code --port PORT --vhost NAME --file FILE}. Prints {@code ready} when
 * it listens, and writes a line per event: applied, or dropped because its number is not above the last one seen of its aggregate.
 */
public final class EventReader {
    private static final String EXCHANGE = "stock.event";
    private static String[] arguments;

    private EventReader() { }

    public static void main(String[] args) throws InterruptedException {
        arguments = args;
        new AnnotationConfigApplicationContext(Settings.class);
        System.out.println("ready");
        System.out.flush();
        Thread.currentThread().join();
    }

    private static String given(String name) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        throw new IllegalArgumentException(name + " is needed");
    }

    @Configuration
    @EnableRabbit
    static class Settings {
        @Bean
        CachingConnectionFactory connections() {
            CachingConnectionFactory factory = new CachingConnectionFactory("127.0.0.1", Integer.parseInt(given("--port")));
            factory.setVirtualHost(given("--vhost"));
            return factory;
        }

        @Bean
        RabbitAdmin admin(CachingConnectionFactory connections) {
            return new RabbitAdmin(connections);
        }

        @Bean
        SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory(CachingConnectionFactory connections) {
            SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
            factory.setConnectionFactory(connections);
            // A field that the class does not have is an error: the jar and the wire say the same.
            factory.setMessageConverter(new Jackson2JsonMessageConverter(new ObjectMapper(), "com.autoparts.stock.api.event"));
            return factory;
        }

        @Bean
        Listeners listeners() {
            return new Listeners();
        }
    }

    static class Listeners {
        private final Map<String, Long> last = new HashMap<>();
        private final PrintWriter file;

        Listeners() {
            try {
                file = new PrintWriter(Files.newBufferedWriter(Paths.get(given("--file")), StandardCharsets.UTF_8), true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.reservations", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "reservation.*"))
        void reservation(Event<ReservationEvent> event) {
            ReservationEvent payload = event.getPayload();
            read(event, payload.getOrderNo() + " " + payload.getState() + " " + lines(payload.getLines()));
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.performance", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "fulfillment.*"))
        void performance(Event<FulfillmentEvent> event) {
            FulfillmentEvent payload = event.getPayload();
            read(event, payload.getOrderNo() + " " + payload.getState() + " " + lines(payload.getLines()));
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.returns", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "return.*"))
        void returned(Event<ReturnEvent> event) {
            ReturnEvent payload = event.getPayload();
            read(event, payload.getOrderNo() + " " + payload.getState() + " " + payload.getLines().size());
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.goods", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "stock.changed.#"))
        void changed(Event<StockChangedEvent> event) {
            StockChangedEvent payload = event.getPayload();
            read(event, payload.getSku() + " " + payload.getMovement() + " " + payload.getDeltas().size());
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.sellable", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "stock.sellable.#"))
        void sellable(Event<SellableEvent> event) {
            SellableEvent payload = event.getPayload();
            read(event, payload.getSku() + " " + payload.getBandBefore() + ">" + payload.getBandAfter());
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.alerts", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = {"stock.low", "stock.aging", "stock.frozen"}))
        void alert(Event<StockAlertEvent> event) {
            StockAlertEvent payload = event.getPayload();
            read(event, payload.getWarehouse() + " " + payload.getSku() + " " + payload.getQuantity() + "<=" + payload.getThreshold());
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.differences", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "recon.diff.#"))
        void difference(Event<ReconDiffEvent> event) {
            ReconDiffEvent payload = event.getPayload();
            read(event, payload.getDiffClass() + " " + payload.getState());
        }

        @RabbitListener(bindings = @QueueBinding(
                value = @Queue(name = "java.days", durable = "true", arguments = @Argument(name = "x-queue-type", value = "quorum")),
                exchange = @Exchange(name = EXCHANGE, type = "topic"), key = "recon.day.closed"))
        void closed(Event<DayClosedEvent> event) {
            DayClosedEvent payload = event.getPayload();
            read(event, payload.getBusinessDate() + " " + payload.getTotals().size());
        }

        private static String lines(List<EventLine> lines) {
            StringBuilder text = new StringBuilder();
            for (EventLine line : lines) {
                text.append(line.getSku()).append('*').append(line.getQuantity()).append(' ');
            }
            return text.toString().trim();
        }

        private synchronized void read(Event<?> event, String what) {
            String aggregate = event.getTenant() + "/" + event.getAggregateId();
            long before = last.getOrDefault(aggregate, 0L);
            String verdict = event.getAggregateSeq() > before ? "applied" : "dropped";
            last.merge(aggregate, event.getAggregateSeq(), Math::max);
            file.println(String.join("\t", verdict, event.getType(), event.getEventId(), aggregate,
                    Long.toString(event.getAggregateSeq()), Long.toString(event.getOccurredAt().getTime()), what));
        }
    }
}
