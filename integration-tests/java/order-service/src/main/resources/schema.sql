CREATE TABLE IF NOT EXISTS orders (
  order_no       VARCHAR(64)  NOT NULL PRIMARY KEY,
  buyer_id       VARCHAR(64)  NOT NULL,
  warehouse      VARCHAR(64)  NULL,
  area_code      VARCHAR(16)  NULL,
  plan_no        VARCHAR(64)  NULL,
  state          VARCHAR(16)  NOT NULL,
  stock_code     VARCHAR(64)  NULL,
  reservation_no VARCHAR(64)  NULL,
  pay_no         VARCHAR(64)  NULL
);
CREATE TABLE IF NOT EXISTS order_line (
  order_no VARCHAR(64) NOT NULL,
  line_no  INT         NOT NULL,
  sku      VARCHAR(64) NOT NULL,
  quantity BIGINT      NOT NULL,
  PRIMARY KEY (order_no, line_no)
);
