package com.autoparts.mall.web;

import com.autoparts.mall.model.CartLine;
import com.autoparts.mall.model.MallPart;
import com.autoparts.mall.service.Shelf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Browsing and the cart over HTTP. */
@RestController
public class MallController {
    private final Shelf shelf;

    public MallController(Shelf shelf) {
        this.shelf = shelf;
    }

    @PostMapping("/parts")
    public MallPart save(@RequestBody MallPart part) {
        shelf.save(part);
        return part;
    }

    @GetMapping("/parts")
    public List<Map<String, Object>> browse(@RequestParam("skus") List<String> skus, @RequestParam("warehouse") String warehouse) {
        return shelf.browse(skus, warehouse);
    }

    @PostMapping("/carts/{buyerId}")
    public Map<String, Object> put(@PathVariable("buyerId") String buyerId, @RequestParam("warehouse") String warehouse,
        @RequestBody CartLine line) {
        Map<String, Object> answer = cart(buyerId, shelf.putIntoCart(buyerId, line.getSku(), line.getQuantity(), warehouse));
        return answer;
    }

    @GetMapping("/carts/{buyerId}")
    public Map<String, Object> show(@PathVariable("buyerId") String buyerId) {
        return cart(buyerId, true);
    }

    private Map<String, Object> cart(String buyerId, boolean accepted) {
        List<CartLine> lines = shelf.cart(buyerId);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("accepted", accepted);
        view.put("lines", lines);
        view.put("totalMinor", lines.stream().mapToLong(line -> line.getPriceMinor() * line.getQuantity()).sum());
        return view;
    }
}
