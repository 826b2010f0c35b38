// The only thing that differs from a run against Mangopay: the address that the SDK has by default.

require("mangopay4-nodejs-sdk/lib/config").baseUrl = process.env.ECHOSCOPE_URL;
