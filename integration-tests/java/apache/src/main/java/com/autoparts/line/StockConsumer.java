package com.autoparts.line;

import com.autoparts.stock.cases.StockCaller;
import com.autoparts.stock.cases.StockRun;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/** Runs the stock cases with this line's consumer, configured by Spring; see {@link StockRun} for the arguments. */
public final class StockConsumer {
    private StockConsumer() { }

    public static void main(String[] args) {
        StockRun.main(DubboLine.besideSpring(), properties -> {
            properties.forEach(System::setProperty);
            ClassPathXmlApplicationContext context = new ClassPathXmlApplicationContext("stock-consumer.xml");
            return new StockRun.Callers(
                context.getBean("xmlCaller", StockCaller.class), context.getBean("annotatedCaller", StockCaller.class));
        }, args);
    }
}
