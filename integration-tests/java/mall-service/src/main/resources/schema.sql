CREATE TABLE IF NOT EXISTS mall_part (
  sku         VARCHAR(64)  NOT NULL PRIMARY KEY,
  title       VARCHAR(200) NOT NULL,
  price_minor BIGINT       NOT NULL
);
CREATE TABLE IF NOT EXISTS cart_line (
  buyer_id VARCHAR(64) NOT NULL,
  sku      VARCHAR(64) NOT NULL,
  quantity BIGINT      NOT NULL,
  PRIMARY KEY (buyer_id, sku)
);
