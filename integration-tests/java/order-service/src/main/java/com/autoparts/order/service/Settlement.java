package com.autoparts.order.service;

import com.autoparts.order.model.Order;
import com.autoparts.order.model.OrderLine;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.SourcingLine;
import com.autoparts.stock.api.SourcingPlan;
import com.autoparts.stock.api.SourcingReq;
import com.autoparts.stock.api.SourcingService;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** The settlement page: where an order would be sent from, and when it would arrive. Nothing is held. */
@Service
public class Settlement {
    private final SourcingService sourcing;

    public Settlement(SourcingService sourcing) {
        this.sourcing = sourcing;
    }

    public Result<SourcingPlan> plan(Order order) {
        SourcingReq request = new SourcingReq();
        request.setOrderNo(order.getOrderNo());
        request.setAreaCode(order.getAreaCode());
        List<SourcingLine> lines = new ArrayList<>();
        for (OrderLine line : order.getLines()) {
            SourcingLine one = new SourcingLine();
            one.setLineNo((long) lines.size() + 1);
            one.setSku(line.getSku());
            one.setQuantity(line.getQuantity());
            lines.add(one);
        }
        request.setLines(lines);
        return sourcing.source(request);
    }
}
