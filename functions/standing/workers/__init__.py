"""What runs without a request, each Lambda function a module: a start imports what that one needs."""
